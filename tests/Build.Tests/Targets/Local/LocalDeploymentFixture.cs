using System.Net;
using System.Net.Sockets;
using Recsys.Build.Targets.Local;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;
using Recsys.Steps;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Targets.Local;

/// <summary>A shop's artefacts, an engine and an HTTP side that a test sets up; ends what a test started.</summary>
public abstract class LocalDeploymentFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _scratch = new("my shop");

    private protected ProcessTable Table { get; } = new();

    private protected FakeDockerEngine Docker { get; } = new();

    private protected FakeServerHttp Http { get; } = new();

    private protected LogLines Log { get; } = new();

    private protected LocalDeployment Deployment => new(Docker, CakeParts.Processes(Log), Table, Http, TimeProvider.System, Log);

    private protected string Folder => At("deploy");

    private protected bool HasRecord => File.Exists(Path.Combine(Folder, DeploymentRecord.FileName));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Deployment.Undeploy(Folder);
        _scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string At(params string[] names) => _scratch.At(names);

    /// <summary>Writes an image and asks for it on two free ports.</summary>
    private protected LocalDeploymentRequest Request(
        string script = TestImage.Sleeping,
        string bundle = "one",
        int? port = null,
        int? management = null
    )
    {
        Directory.CreateDirectory(At("image"));
        var image = TestImage.Write(TestImage.Spec(script, bundle), At("image", "image.tar"));
        Docker.LoadedId = image.Id;
        return new()
        {
            Name = "shop",
            Image = image,
            User = 65532,
            Archive = At("image", "image.tar"),
            History = At("history"),
            Folder = Folder,
            Deploy = new DeploySettings { Port = port ?? FreePort(), ManagementPort = management ?? FreePort(), ReadyTimeout = 1 },
            SampleQuery = "kettle",
            SampleUser = "42",
        };
    }

    private protected DeploymentRecord Recorded() => ArtifactJson.Read<DeploymentRecord>(Path.Combine(Folder, DeploymentRecord.FileName));

    private protected bool IsAlive(DeploymentRecord record) => Table.StartOf(record.ProcessId!.Value) == record.ProcessStart;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
