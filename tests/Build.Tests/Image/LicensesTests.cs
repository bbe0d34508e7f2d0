using System.Text;
using Recsys.Build.Image;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Image;

/// <summary>What is handed on of others goes with its licence.</summary>
public sealed class LicensesTests : IDisposable
{
    private readonly TemporaryFolder _system = new();

    public void Dispose() => _system.Dispose();

    private SystemLibrary Library(string path) => new(_system.Write(path, "elf"), path);

    [Fact]
    public void Each_package_of_a_library_brings_its_copyright_file_once()
    {
        _system.Write("var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib/x86_64-linux-gnu/libc.so.6\n/lib/x86_64-linux-gnu/libm.so.6\n");
        _system.Write("var/lib/dpkg/info/libssl3:amd64.list", "/usr/lib/x86_64-linux-gnu/libssl.so.3\n");
        _system.Write("usr/share/doc/libc6/copyright", "LGPL");
        _system.Write("usr/share/doc/libssl3/copyright", "Apache");

        var entries = new Licenses(_system.Root).Of(
            [
                Library("lib/x86_64-linux-gnu/libc.so.6"),
                Library("lib/x86_64-linux-gnu/libm.so.6"),
                Library("lib/x86_64-linux-gnu/libssl.so.3"),
            ]
        );

        Assert.Equal(
            [("licenses/libc6/copyright", "LGPL"), ("licenses/libssl3/copyright", "Apache")],
            entries.Select(entry => (entry.Path, Encoding.UTF8.GetString(entry.Content!)))
        );
    }

    [Fact]
    public void A_library_without_one_is_named()
    {
        _system.Write("var/lib/dpkg/info/libodd.list", "/usr/lib/libodd.so\n");

        var entry = Assert.Single(new Licenses(_system.Root).Of([Library("opt/libmine.so"), Library("usr/lib/libodd.so")]));

        Assert.Equal("licenses/MISSING", entry.Path);
        Assert.Equal("opt/libmine.so\nusr/lib/libodd.so\n", Encoding.UTF8.GetString(entry.Content!));
    }

    [Fact]
    public void On_this_machine_every_library_of_a_program_has_its_text()
    {
        Assert.SkipUnless(Directory.Exists("/var/lib/dpkg/info") && File.Exists("/bin/true"), "only Debian-like systems have dpkg's lists");

        var entries = new Licenses().Of(ElfDependencies.OfThisMachine().Resolve(["/bin/true"], ElfDependencies.OpenedByDotNet));

        Assert.DoesNotContain(entries, entry => entry.Path == "licenses/MISSING");
        Assert.Contains(entries, entry => entry.Path == "licenses/libc6/copyright");
    }
}
