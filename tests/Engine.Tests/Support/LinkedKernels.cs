using System.Diagnostics;
using System.Runtime.InteropServices;
using Recsys.Engine.Vectors;
using Recsys.Testing;

namespace Recsys.Engine.Tests.Support;

/// <summary>The kernels of the published server, in this process: compiled here and loaded where the server has them linked in.</summary>
internal static class LinkedKernels
{
    private static readonly Lazy<string?> Missing = new(Load);

    /// <summary>Why there are none here; null where they can be called.</summary>
    public static string? Obstacle => Missing.Value;

    /// <summary>All kernels that run on this machine.</summary>
    public static IEnumerable<Int8Kernel> All
    {
        get
        {
            _ = Obstacle;
            return Int8Kernels.All.Where(kernel => kernel.Runs);
        }
    }

    private static string? Load()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || OperatingSystem.IsWindows())
            return "they are for x86-64 and compilers with the command line of gcc";
        var compiler = new[] { "clang", "gcc" }.FirstOrDefault(Exists);
        if (compiler is null) return "neither clang nor gcc is on the path";
        var library = Path.Combine(Directory.CreateTempSubdirectory("kernels-").FullName, "kernels.so");
        var source = Repository.At("src", "Engine", "Vectors", "Native", "kernels.c");
        string[] arguments = ["-O3", "-ffp-contract=off", "-fPIC", "-Wall", "-Werror", "-shared", source, "-o", library];
        using var compile = Process.Start(compiler, arguments);
        compile.WaitForExit();
        if (compile.ExitCode != 0) throw new InvalidOperationException($"{compiler} cannot compile {source}");
        var loaded = NativeLibrary.Load(library);
        Directory.Delete(Path.GetDirectoryName(library)!, recursive: true);
        NativeLibrary.SetDllImportResolver(
            typeof(Int8Kernels).Assembly,
            (name, _, _) => name == "recsys_kernels" ? loaded : IntPtr.Zero
        );
        AppContext.SetSwitch("Recsys.NativeKernels", true);
        return null;
    }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
