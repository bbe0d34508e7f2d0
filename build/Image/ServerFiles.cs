using System.Reflection.PortableExecutable;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Image;

/// <summary>Which files of a published server belong into the image.</summary>
public static class ServerFiles
{
    /// <summary>The server's executable.</summary>
    public const string Executable = "server";

    private static readonly string[] LeftOutExtensions = [".dbg", ".pdb", ".xml", ".debug", ".lib"];

    // createdump writes crash dumps, the trace provider wants LTTng, static web assets are a developer's index.
    private static readonly string[] LeftOutNames =
    [
        "createdump",
        "libcoreclrtraceptprovider.so",
        "web.config",
        "server.staticwebassets.endpoints.json",
    ];

    /// <summary>Relative names, sorted, without symbols, documentation and what only other systems load.</summary>
    /// <exception cref="FaultException">There is no server in the folder.</exception>
    public static IReadOnlyList<string> Of(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Executable)))
            throw new FaultException($"{folder} has no '{Executable}'. Remedy: publish the server into it first.");
        return [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(name => Belongs(name, Path.Combine(folder, name)))
            .Order(StringComparer.Ordinal)];
    }

    private static bool Belongs(string name, string path) =>
        !LeftOutExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) &&
        !LeftOutNames.Contains(Path.GetFileName(name), StringComparer.Ordinal) &&
        !(name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && !IsManaged(path));

    // A dll without metadata is native code for Windows; onnxruntime's package publishes two of them everywhere.
    private static bool IsManaged(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        return image.HasMetadata;
    }
}
