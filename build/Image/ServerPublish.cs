using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.MSBuild;
using Cake.Common.Tools.DotNet.Publish;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Recsys.Steps;

namespace Recsys.Build.Image;

/// <summary>How the server was compiled.</summary>
public enum ServerKind
{
    /// <summary>Native AOT: one executable.</summary>
    Native,

    /// <summary>Trimmed, with the runtime beside it: what a machine without a C linker can make.</summary>
    Trimmed,
}

/// <summary>Publishes <c>src/Server</c> for the image.</summary>
public sealed class ServerPublish(ICakeContext context)
{
    /// <summary>Publishes into <paramref name="output"/>, which is emptied first.</summary>
    /// <param name="project">The server's project file.</param>
    /// <param name="output">A folder of its own.</param>
    /// <param name="build">Further properties of the compilation.</param>
    public ServerKind Publish(FilePath project, DirectoryPath output, DotNetMSBuildSettings build)
    {
        // clang is what the compiler takes by itself.
        var clang = context.Tools.Resolve("clang") is not null;
        var gcc = context.Tools.Resolve("gcc") is not null;
        var kind = clang || gcc ? ServerKind.Native : ServerKind.Trimmed;
        if (kind == ServerKind.Trimmed)
            context.Log.Warning(
                "No C linker (clang or gcc) is on the path: the server is published trimmed and self-contained instead of native. "
                    + "For the smaller native one: apt-get install gcc, then deploy again."
            );

        if (kind == ServerKind.Trimmed) build.WithProperty("PublishAot", "false").WithProperty("PublishTrimmed", "true");
        else if (!clang) build.WithProperty("CppCompilerAndLinker", "gcc");

        var folder = context.FileSystem.GetDirectory(output);
        if (folder.Exists) folder.Delete(recursive: true);
        using var guard = OrphanGuard.Start();
        context.DotNetPublish(project.FullPath, new DotNetPublishSettings
        {
            Configuration = "Release",
            OutputDirectory = output,
            SelfContained = true,
            NoLogo = true,
            Verbosity = DotNetVerbosity.Quiet,
            MSBuildSettings = build,
        });
        return kind;
    }
}
