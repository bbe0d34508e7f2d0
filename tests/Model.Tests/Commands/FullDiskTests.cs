using Recsys.Contracts.Artifacts;
using Recsys.Model.Tests.Resume;
using Xunit;

namespace Recsys.Model.Tests.Commands;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_ends_with_1_one_line_and_nothing_left()
    {
        var folder = Directory.CreateTempSubdirectory("recsys-full-");
        try
        {
            using (var probe = Unshared("mount -t tmpfs tmpfs \"$1\"", folder.FullName))
                Assert.SkipUnless((await probe.EndAsync()).Code == 0, "no mount namespace for a small disk of its own");
            // The settings lie on the small disk too, so that they need no second folder.
            const string script =
                """
                mount -t tmpfs -o size=128k tmpfs "$1" && echo '{"data": {"sample": {"products": 2000}}}' > "$1/s.json" &&
                dotnet "$2" sample --settings "$1/s.json" --out "$1/tables"; code=$?; ls "$1"; exit $code
                """;
            using var tool = Unshared(script, folder.FullName);

            var (code, output, error) = await tool.EndAsync();

            Assert.Equal(1, code);
            var line = Assert.Single(error.TrimEnd().Split('\n'));
            Assert.StartsWith($"error: no space left on device while writing {folder.FullName}/tables (", line, StringComparison.Ordinal);
            Assert.Contains("Remedy: free space", line, StringComparison.Ordinal);
            Assert.Equal("s.json\n", output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Other_faults_of_writing_are_not_a_full_disk()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no /dev/full");

        var full = Assert.Throws<IOException>(() => File.WriteAllText("/dev/full", "x"));
        var missing = Assert.Throws<DirectoryNotFoundException>(() => File.WriteAllText("/nowhere/x", "x"));

        Assert.True(DiskFull.Is(full));
        Assert.False(DiskFull.Is(missing));
    }

    private static ModelProcess Unshared(string script, string folder) =>
        OperatingSystem.IsLinux()
            ? new ModelProcess("unshare", ["-rm", "sh", "-c", script, "sh", folder, ModelProcess.Assembly])
            : new ModelProcess("dotnet", ["--no-such-option"]);
}
