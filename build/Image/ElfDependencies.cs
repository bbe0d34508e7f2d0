using System.Runtime.InteropServices;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Image;

/// <summary>A system library that the server needs.</summary>
/// <param name="Source">The file on this machine.</param>
/// <param name="Target">Where the loader will look for it in the image, without the leading slash.</param>
public sealed record SystemLibrary(string Source, string Target);

/// <summary>
/// Finds the system libraries that published binaries need, as the dynamic loader would: all DT_NEEDED names,
/// transitively, in the usual folders.
/// </summary>
/// <param name="folders">Library folders, searched in this order.</param>
public sealed class ElfDependencies(IReadOnlyList<string> folders)
{
    /// <summary>Opened by .NET with dlopen for hashing, TLS and signatures, so no DT_NEEDED names them.</summary>
    public static readonly IReadOnlyList<string> OpenedByDotNet = ["libssl.so.3", "libcrypto.so.3"];

    private static readonly Dictionary<string, string> DebianPackages = new(StringComparer.Ordinal)
    {
        ["libssl.so.3"] = "libssl3",
        ["libcrypto.so.3"] = "libssl3",
        ["libstdc++.so.6"] = "libstdc++6",
        ["libgcc_s.so.1"] = "libgcc-s1",
        ["libz.so.1"] = "zlib1g",
    };

    /// <summary>The usual folders of Debian-like (multiarch) and Fedora-like (lib64) systems.</summary>
    public static ElfDependencies OfThisMachine()
    {
        var multiarch = (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64") + "-linux-gnu";
        return new([$"/lib/{multiarch}", $"/usr/lib/{multiarch}", "/lib64", "/usr/lib64", "/lib", "/usr/lib"]);
    }

    /// <summary>The loader and every library that <paramref name="binaries"/> and <paramref name="opened"/> need, sorted by
    /// target.</summary>
    /// <param name="binaries">Published executables and libraries; what lies beside them counts as shipped when they say
    /// <c>$ORIGIN</c>.</param>
    /// <param name="opened">Names of libraries opened at run time.</param>
    /// <exception cref="FaultException">A library is missing; names it, who needs it and the remedy.</exception>
    public IReadOnlyList<SystemLibrary> Resolve(IReadOnlyList<string> binaries, IReadOnlyList<string> opened)
    {
        var found = new SortedDictionary<string, SystemLibrary>(StringComparer.Ordinal);
        var waiting = new Queue<(string Name, string Wanter)>();
        int? machine = null;

        foreach (var binary in binaries.Order(StringComparer.Ordinal))
        {
            var elf = ElfFile.Read(binary);
            machine ??= elf.Machine;
            if (elf.Machine != machine)
                throw new FaultException(
                    $"{binary} is for another processor than {binaries[0]}. Remedy: publish the server again, for one runtime identifier."
                );
            if (elf.Interpreter is { } loader)
                found[Path.GetFileName(loader)] = Existing(loader, binary);
            foreach (var name in elf.Needed)
                if (!IsShipped(binary, elf, name)) waiting.Enqueue((name, Path.GetFileName(binary)));
        }

        foreach (var name in opened) waiting.Enqueue((name, ".NET, at run time,"));
        while (waiting.TryDequeue(out var next))
        {
            if (found.ContainsKey(next.Name)) continue;
            var library = Find(next.Name, next.Wanter, machine);
            found[next.Name] = library;
            foreach (var name in ElfFile.Read(library.Source).Needed) waiting.Enqueue((name, next.Name));
        }

        return [.. found.Values.OrderBy(library => library.Target, StringComparer.Ordinal)];
    }

    private static bool IsShipped(string binary, ElfFile elf, string name) =>
        elf.SearchPath.Any(folder => folder is "$ORIGIN" or "${ORIGIN}") &&
        File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(binary))!, name));

    private static SystemLibrary Existing(string path, string wanter) =>
        File.Exists(path)
            ? new(path, path.TrimStart('/'))
            : throw new FaultException(
                $"{path}, the loader that {wanter} asks for, is missing. Remedy: build the image on a glibc system (Debian: apt-get "
                    + $"install libc6)."
            );

    private SystemLibrary Find(string name, string wanter, int? machine)
    {
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path) && ElfFile.IsElf(path) && (machine is null || ElfFile.Read(path).Machine == machine))
                return new(path, path.TrimStart('/'));
        }

        var package = DebianPackages.TryGetValue(name, out var known) ? $"apt-get install {known}" : $"apt-file search {name}";
        throw new FaultException($"{name}, which {wanter} needs in the image, was not found in {string.Join(", ", folders)}. "
            + $"Remedy: install the package that holds it (Debian: {package}) and build the image again.");
    }
}
