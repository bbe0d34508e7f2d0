using Cake.Core;
using Recsys.Build.Image;

namespace Recsys.Build.Tools;

/// <summary>Compiles the server of this checkout.</summary>
/// <param name="cake">Of the checkout.</param>
public sealed class ServerBuild(ICakeContext cake)
{
    /// <summary>Source folders of the server.</summary>
    public static readonly string[] Sources = ["src/Server", "src/Engine", "src/Contracts"];

    private readonly string _root = cake.Environment.WorkingDirectory.FullPath;

    /// <summary>Where it is published.</summary>
    public string Folder => Path.Combine(_root, ".build", "server");

    /// <summary>Publishes it, whatever lies there.</summary>
    public ServerKind Publish() => new ServerPublish(cake).Publish(
        Path.Combine(_root, "src", "Server", "Server.csproj"), Folder, new CompiledOutput(_root).Apply(new()));
}
