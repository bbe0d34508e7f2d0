using System.Diagnostics;
using Recsys.Testing;

namespace Recsys.Judge.Tests.Tool;

/// <summary>The judge as its users start it.</summary>
internal static class ToolRun
{
    /// <summary>The tool's own output folder, of the configuration that these tests were built with.</summary>
    public static string Folder
    {
        get
        {
            var parts = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
            return Repository.At(["src", "Judge", "bin", .. parts[^3..]]);
        }
    }

    /// <summary>Runs it in a folder.</summary>
    public static (int Code, string Output, string Error) Judge(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Folder, "Recsys.Judge.dll"), "judge", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
