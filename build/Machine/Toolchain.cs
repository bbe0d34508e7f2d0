using Cake.Core;
using Cake.Core.IO;
using Recsys.Build.Image;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Machine;

/// <summary>What compiles: the .NET SDK, the C linker, and the libraries that training and the image take from the system.</summary>
/// <param name="context">Tools and processes.</param>
/// <param name="libraries">Where the system's libraries are looked for.</param>
public sealed class Toolchain(ICakeContext context, ElfDependencies libraries)
{
    /// <summary>The symbol version that libtorch's .NET binding asks for (docs/decisions and src/Model/Native).</summary>
    private const string CppVersion = "GLIBCXX_3.4.32";

    public Finding Sdk()
    {
        const string part = ".NET SDK";
        var tool = context.Tools.Resolve(["dotnet", "dotnet.exe"]);
        if (tool is null)
            return new(part, Fitness.Unfit, "there is no dotnet on the path", "start by ./build.sh, which finds or installs the SDK");
        using var process = context.ProcessRunner.Start(
            tool,
            new ProcessSettings
            {
                Arguments = "--version",
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Silent = true,
            }
        );
        process.WaitForExit();
        var said = process.GetStandardOutput().FirstOrDefault()?.Trim();
        return process.GetExitCode() == 0 && !string.IsNullOrEmpty(said)
            ? new(part, Fitness.Fit, $"{said} ({tool.FullPath})")
            : new(
                part,
                Fitness.Unfit,
                $"{tool.FullPath} has no version that global.json accepts",
                "install the .NET SDK that global.json names, or take dotnet off the path and let ./build.sh install it"
            );
    }

    public Finding Linker() =>
        new[] { "clang", "gcc" }.Select(name => context.Tools.Resolve(name)).FirstOrDefault(path => path is not null) is { } linker
            ? new("C linker", Fitness.Fit, linker.FullPath)
            : new(
                "C linker",
                Fitness.Limited,
                "neither clang nor gcc is on the path: the server is published trimmed instead of native, and the image is larger",
                "apt-get install gcc"
            );

    public Finding CppRuntime()
    {
        const string part = "libstdc++";
        try
        {
            var file = libraries
                .Resolve([], ["libstdc++.so.6"])
                .First(library => library.Target.EndsWith("libstdc++.so.6", StringComparison.Ordinal))
                .Source;
            return File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(CppVersion + "\0")) >= 0
                ? new(part, Fitness.Fit, $"{file} has {CppVersion}")
                : new(part, Fitness.Fit, $"{file} lacks {CppVersion}; the build adapts its copy of libtorch's binding");
        }
        catch (FaultException e)
        {
            return Finding.Failed(part, e);
        }
    }

    public Finding ImageLibraries()
    {
        const string part = "OpenSSL";
        try
        {
            libraries.Resolve([], ElfDependencies.OpenedByDotNet);
            return new(part, Fitness.Fit, string.Join(", ", ElfDependencies.OpenedByDotNet));
        }
        catch (FaultException e)
        {
            return Finding.Failed(part, e);
        }
    }
}
