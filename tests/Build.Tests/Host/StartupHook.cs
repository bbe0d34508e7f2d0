using System.Reflection;
using System.Text.Json;
using Recsys.Build.Tests.Host;
using Spectre.Console;

/// <summary>
/// Inside the build's own process, before its first line (.NET's startup hooks, <c>DOTNET_STARTUP_HOOKS</c>): runs the build for one
/// request after another instead of once. Compiling its code just in time is the dear part of a start, and this pays for it once.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        Environment.SetEnvironmentVariable(WarmBuild.Hooks, null);
        var build = Assembly.Load("Build").EntryPoint!;
        while (Console.ReadLine() is { } line) Answer(JsonSerializer.Deserialize<WarmRequest>(line)!, build);
        Environment.Exit(0);
    }

    private static void Answer(WarmRequest request, MethodInfo build)
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys) Environment.SetEnvironmentVariable((string)name, null);
        foreach (var (name, value) in request.Environment) Environment.SetEnvironmentVariable(name, value);
        Directory.SetCurrentDirectory(request.Folder);
        var (output, error) = (new StringWriter(), new StringWriter());
        var (realOutput, realError) = (Console.Out, Console.Error);
        Console.SetOut(output);
        Console.SetError(error);
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        int code;
        try
        {
            code = (int)build.Invoke(null, [request.Arguments])!;
        }
        finally
        {
            Console.SetOut(realOutput);
            Console.SetError(realError);
            Directory.SetCurrentDirectory(Path.GetTempPath());
        }
        File.WriteAllText(request.Answer, JsonSerializer.Serialize(new BuildResult(code, output.ToString(), error.ToString())));
        // What the build's children wrote by themselves came before these.
        realOutput.WriteLine(WarmBuild.End);
        realError.WriteLine(WarmBuild.End);
    }
}
