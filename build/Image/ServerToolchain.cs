using System.Runtime.InteropServices;
using Cake.Core;
using Recsys.Steps;

namespace Recsys.Build.Image;

/// <summary>What the published server depends on besides its sources: a server that was linked against a newer C library would not
/// start beside an older one.</summary>
/// <param name="cake">Finds tools.</param>
/// <param name="libraries">Finds system libraries.</param>
/// <param name="hashes">Hashes of files.</param>
public sealed class ServerToolchain(ICakeContext cake, ElfDependencies libraries, HashMemo hashes)
{
    /// <summary>Name to hash or version.</summary>
    public IEnumerable<(string Name, string Value)> Parts =>
        [
            ("libc", hashes.OfFile(libraries.Resolve([], ["libc.so.6"]).First(library => library.Target.Contains("libc.so")).Source)),
            ("licence", hashes.OfFile(Path.Combine(cake.Environment.WorkingDirectory.FullPath, "LICENSE"))),
            ("linker", Linker is { } linker ? hashes.OfFile(linker) : "none"),
            ("runtime", $"{RuntimeInformation.RuntimeIdentifier} {Environment.Version}"),
        ];

    private string? Linker =>
        new[] { "clang", "gcc" }.Select(name => cake.Tools.Resolve(name)?.FullPath).FirstOrDefault(path => path is not null);
}
