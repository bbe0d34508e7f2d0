using Recsys.Build.Image;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Image;

public sealed class ElfTests
{
    private static string Sh => Path.GetFullPath(new FileInfo("/bin/sh").ResolveLinkTarget(true)?.FullName ?? "/bin/sh");

    private static void RequireGlibc() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && (File.Exists("/lib64/ld-linux-x86-64.so.2") || File.Exists("/lib/ld-linux-aarch64.so.1")),
            "needs a glibc system"
        );

    [Fact]
    public void A_system_program_names_its_loader_and_its_libraries()
    {
        RequireGlibc();
        var elf = ElfFile.Read(Sh);
        Assert.Contains("ld-linux", elf.Interpreter);
        Assert.Contains("libc.so.6", elf.Needed);
        Assert.Contains(elf.Machine, new[] { 62, 183 });
    }

    [Fact]
    public void Dependencies_are_found_transitively_at_their_usual_places()
    {
        RequireGlibc();
        var libraries = ElfDependencies.OfThisMachine().Resolve([Sh], ["libstdc++.so.6"]);
        var names = libraries.Select(library => Path.GetFileName(library.Target)).ToArray();
        Assert.Contains("libc.so.6", names);
        Assert.Contains("libstdc++.so.6", names);
        Assert.Contains("libgcc_s.so.1", names); // only libstdc++ asks for it
        Assert.Contains("libm.so.6", names);
        Assert.Equal(names.Distinct(), names);
        Assert.Contains(libraries, library => "/" + library.Target == ElfFile.Read(Sh).Interpreter);
        Assert.All(libraries, library => Assert.Equal("/" + library.Target, library.Source));
    }

    [Fact]
    public void A_missing_library_is_named_with_its_remedy()
    {
        RequireGlibc();
        using var scratch = new TemporaryFolder();
        var error = Assert.Throws<FaultException>(() => new ElfDependencies([scratch.Root]).Resolve([], ["libssl.so.3"]));
        Assert.Contains("libssl.so.3", error.Message);
        Assert.Contains(scratch.Root, error.Message);
        Assert.Contains("apt-get install libssl3", error.Message);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_refused()
    {
        RequireGlibc();
        using var scratch = new TemporaryFolder();
        var whole = File.ReadAllBytes(Sh);
        foreach (var length in new[] { 0, 5, 63, 64, 200, 1000 })
        {
            File.WriteAllBytes(scratch.At("cut"), whole[..length]);
            Assert.Contains("cut", Assert.Throws<ArtifactException>(() => ElfFile.Read(scratch.At("cut"))).Message);
        }
    }

    [Theory]
    [InlineData("\u007fELF", true)]
    [InlineData("#!/bin/sh", false)]
    [InlineData("", false)]
    public void Elf_is_known_by_its_magic(string content, bool expected)
    {
        using var scratch = new TemporaryFolder();
        Assert.Equal(expected, ElfFile.IsElf(scratch.Write("file", content)));
    }
}
