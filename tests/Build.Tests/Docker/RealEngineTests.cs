using Recsys.Build.Docker;
using Recsys.Build.Image;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Docker;

/// <summary>The archive in a real engine; runs where one answers.</summary>
public sealed class RealEngineTests : IDisposable
{
    private const string Name = "recsys-real-engine-test";

    // A shell is not what we ship, but it can say what the container allows.
    private const string Script = """
        #!/bin/sh
        (echo x > /app/file) 2>/dev/null || echo root is read-only
        echo x > /tmp/file && echo tmp is writable
        while read -r name value; do case $name in Uid:|CapEff:|NoNewPrivs:) echo $name $value;; esac; done < /proc/self/status
        echo history is $RECSYS_HISTORY
        exec /bin/sleep 600

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    private DockerEngine Engine => new(CakeParts.Context(CakeParts.Environment, CakeParts.Processes(_log), CakeParts.Tools(_log)));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_image_loads_and_runs_locked_down()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the test image is made of this machine's Linux programs");
        Assert.SkipUnless(Engine.Available, "no Docker engine answers on this machine");
        var image = TestImage.Write(Spec(), _folder.At("image.tar"));
        try
        {
            Assert.Equal(["recsys-real-engine-test:latest"], Engine.Load(_folder.At("image.tar")).References);
            Assert.Contains(Engine.ImageId(image.Reference), new[] { image.Id, image.Digest });
            var id = Engine.Run(new()
            {
                Name = Name,
                ReadOnly = true,
                User = "65532:65532",
                CapDrop = ["ALL"],
                SecurityOpt = ["no-new-privileges"],
                Tmpfs = ["/tmp"],
                Volume = [$"{_folder.Root}:/history:ro"],
                Env = ["RECSYS_HISTORY=/history"],
            }, Engine.ImageId(image.Reference)!);
            Assert.Equal(id, Engine.Find(Name)!.Id);
            Assert.True(
                SpinWait.SpinUntil(
                    () => Engine.Logs(id, 20).Any(line => line.StartsWith("history", StringComparison.Ordinal)),
                    TimeSpan.FromSeconds(20)
                )
            );
            Assert.Equal(
                [
                    "root is read-only",
                    "tmp is writable",
                    "Uid: 65532 65532 65532 65532",
                    "CapEff: 0000000000000000",
                    "NoNewPrivs: 1",
                    "history is /history",
                ],
                Engine.Logs(id, 20).Select(line => line.Replace('\t', ' '))
            );
            Assert.True(Engine.Find(id)!.Running);
        }
        finally
        {
            Engine.Remove(Name);
            CakeParts
                .Processes(_log)
                .Start(
                    "docker",
                    new()
                    {
                        Arguments = $"image rm {Name}:latest",
                        Silent = true,
                        RedirectStandardOutput = true,
                    }
                )
                .WaitForExit();
        }

        Assert.Null(Engine.Find(Name));
        Engine.Remove(Name);
    }

    private static ImageSpec Spec()
    {
        string[] programs = [Real("/bin/sh"), Real("/bin/sleep")];
        return TestImage.Spec() with
        {
            Reference = new(Name, "latest"),
            Layers =
            [
                new(
                    ImageLayer.Runtime,
                    [
                        .. ElfDependencies
                            .OfThisMachine()
                            .Resolve(programs, [])
                            .Select(library => LayerEntry.Copy(library.Target, library.Source)),
                        LayerEntry.Copy("bin/sh", programs[0]),
                        LayerEntry.Copy("bin/sleep", programs[1]),
                        LayerEntry.Folder("tmp", LayerEntry.Shared),
                    ]
                ),
                new(ImageLayer.Server, [LayerEntry.Text("app/server", Script, LayerEntry.Executable)]),
            ],
        };
    }

    private static string Real(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
}
