using Recsys.Build.Docker;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Faults;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Docker;

public sealed class DockerEngineTests : IDisposable
{
    private readonly RecordingProcessRunner _processes = new();
    private readonly TemporaryFolder _folder = new();
    private readonly string _client;

    // Cake wants the client's file to exist; whether this machine has one must not matter.
    public DockerEngineTests() => _client = _folder.Write("docker", "");

    public void Dispose() => _folder.Dispose();

    private DockerEngine Engine() => EngineWith(_client);

    private DockerEngine EngineWith(string? client) =>
        new(CakeParts.Context(CakeParts.EnvironmentWith(), _processes, CakeParts.OnlyTool(client)));

    [Fact]
    public void Run_passes_every_restriction_in_a_fixed_order()
    {
        _processes.When("run", "0123abcd\n");
        var id = Engine().Run(new()
        {
            Name = "recsys-shop",
            ReadOnly = true,
            User = "65532:65532",
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
            Tmpfs = ["/tmp"],
            Publish = ["127.0.0.1:8080:8000", "127.0.0.1:8081:8001"],
            Volume = ["/data/my shop/history:/history:ro"],
            Env = ["RECSYS_HISTORY=/history"],
            Label = ["recsys.image=sha256:22"],
        }, "sha256:11");
        Assert.Equal("0123abcd", id);
        Assert.Equal("run --cap-drop \"ALL\" --detach --env \"RECSYS_HISTORY=/history\" --label \"recsys.image=sha256:22\" "
            + "--name \"recsys-shop\" --publish \"127.0.0.1:8080:8000\" --publish \"127.0.0.1:8081:8001\" --read-only "
            + "--security-opt \"no-new-privileges\" --tmpfs \"/tmp\" --user \"65532:65532\" "
            + "--volume \"/data/my shop/history:/history:ro\" sha256:11", Assert.Single(_processes.Arguments));
        Assert.Equal(_client, _processes.Starts[0].File.FullPath);
    }

    [Fact]
    public void A_container_that_cannot_start_is_removed_and_dockers_words_are_kept()
    {
        _processes.When("run", exitCode: 125, error: "Bind for 127.0.0.1:8000 failed: port is already allocated.");
        var error = Assert.Throws<FaultException>(() => Engine().Run(new() { Name = "recsys-shop" }, "sha256:11"));
        Assert.Contains("port is already allocated", error.Message);
        Assert.Contains("125", error.Message);
        Assert.Equal("rm --force --volumes \"recsys-shop\"", _processes.Arguments.Last());
    }

    [Fact]
    public void Load_reads_the_names_the_engine_answers()
    {
        _processes.When("load", "12ab: Loading layer\nLoaded image: recsys-shop:latest\nLoaded image ID: sha256:33\n");
        Assert.Equal(["recsys-shop:latest", "sha256:33"], Engine().Load("/a b/image.tar").References);
        Assert.Equal("load --input \"/a b/image.tar\"", Assert.Single(_processes.Arguments));
    }

    [Fact]
    public void Find_reads_the_container_and_knows_when_there_is_none()
    {
        _processes.When(
            "container inspect",
            """{"Id":"c1","Name":"/recsys-shop","Image":"sha256:11","State":{"Running":true,"ExitCode":0}}"""
        );
        Assert.Equal(new ContainerState("c1", "recsys-shop", "sha256:11", true, 0), Engine().Find("recsys-shop"));
        Assert.Equal("container inspect --format \"{{json .}}\" \"recsys-shop\"", _processes.Arguments.Last());
        _processes.When("container inspect", "", 1, "Error response from daemon: No such container: recsys-shop");
        Assert.Null(Engine().Find("recsys-shop"));
        _processes.When("container inspect", "", 1, "permission denied while trying to connect to the Docker daemon socket");
        Assert.Contains("permission denied", Assert.Throws<FaultException>(() => Engine().Find("recsys-shop")).Message);
    }

    [Fact]
    public void Image_id_is_the_engines_or_null()
    {
        _processes.When("image inspect", "sha256:11\n");
        Assert.Equal("sha256:11", Engine().ImageId("recsys-shop:latest"));
        _processes.When("image inspect", "", 1, "Error: No such image: recsys-shop:latest");
        Assert.Null(Engine().ImageId("recsys-shop:latest"));
        Assert.Equal("image inspect --format \"{{.Id}}\" \"recsys-shop:latest\"", _processes.Arguments.Last());
    }

    [Fact]
    public void Remove_stops_first_and_is_content_when_there_is_nothing()
    {
        Engine().Remove("c1");
        Assert.Equal(["stop --time 10 \"c1\"", "rm --force --volumes \"c1\""], _processes.Arguments);
        _processes.Starts.Clear();
        _processes.When("stop", "", 1, "Error response from daemon: No such container: c1");
        Engine().Remove("c1");
        Assert.Equal(["stop --time 10 \"c1\""], _processes.Arguments);
    }

    [Fact]
    public void Logs_are_both_streams()
    {
        _processes.When("logs", "out\n", error: "err\n");
        Assert.Equal(["out", "err"], Engine().Logs("c1", 20));
        Assert.Equal("logs --tail \"20\" \"c1\"", Assert.Single(_processes.Arguments));
    }

    [Fact]
    public void An_engine_is_available_when_client_and_daemon_are_there()
    {
        Assert.False(EngineWith(null).Available);
        Assert.Empty(_processes.Starts);
        _processes.When("info", "", 1, "Cannot connect to the Docker daemon");
        Assert.False(Engine().Available);
        _processes.When("info", "\n");
        Assert.False(Engine().Available);
        _processes.When("info", "20.10.24\n");
        Assert.True(Engine().Available);
        Assert.Equal("info --format {{.ServerVersion}}", _processes.Arguments.Last());
    }
}
