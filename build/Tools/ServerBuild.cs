using Cake.Core;
using Cake.Core.Diagnostics;
using Recsys.Build.Image;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Tools;

/// <summary>The server, compiled once for all shops of this checkout.</summary>
/// <param name="cake">Of the checkout.</param>
/// <param name="hashes">Hashes of its files.</param>
public sealed class ServerBuild(ICakeContext cake, HashMemo hashes)
{
    private readonly string _root = cake.Environment.WorkingDirectory.FullPath;

    /// <summary>Where the published server is.</summary>
    public string Folder => Path.Combine(_root, ".build", "server");

    /// <summary>Compiles it where its sources, or what was compiled, changed.</summary>
    /// <returns>Hash of the published server.</returns>
    public string Publish()
    {
        var stamp = Path.Combine(_root, ".build", "server.hash");
        var version = SourceHash.Of(_root, hashes, "src/Server", "src/Engine", "src/Contracts");
        if (File.Exists(stamp) && File.ReadAllLines(stamp) is [var source, var content] && source == version
            && Directory.Exists(Folder) && hashes.OfFolder(Folder) == content) return content;
        cake.Log.Information("Compiling the server …");
        new ServerPublish(cake).Publish(Path.Combine(_root, "src", "Server", "Server.csproj"), Folder);
        var published = hashes.OfFolder(Folder);
        AtomicFile.Write(stamp, $"{version}\n{published}\n");
        return published;
    }
}
