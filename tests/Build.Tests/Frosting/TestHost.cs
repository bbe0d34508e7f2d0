using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Recsys.Build.Tests.Frosting;

/// <summary>What a run left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error, IReadOnlyList<string> Notes, string Directory)
{
    public string All => Output + Error;
}

/// <summary>Where tasks and lifetimes of a test write down that they were called.</summary>
internal sealed class Journal
{
    public List<string> Notes { get; } = [];
}

/// <summary>The context of most tests: passes notes on to the journal.</summary>
internal sealed class NotingContext(ICakeContext context, Journal journal) : FrostingContext(context)
{
    public void Note(string note) => journal.Notes.Add(note);
}

/// <summary>A real host in an empty directory, with captured output. Puts the process back as it was.</summary>
internal sealed class TestHost
{
    private readonly List<Action<CakeHost>> _configure = [];
    private readonly Journal _journal = new();
    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, string?> _environment = new() { ["NO_COLOR"] = "1" };

    public TestHost() =>
        With(host => host.ConfigureServices(services => services.AddSingleton(_journal)).UseContext<NotingContext>());

    public TestHost Task<TTask>()
        where TTask : class, IFrostingTask =>
        With(host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TTask>()));

    public TestHost With(Action<CakeHost> configure)
    {
        _configure.Add(configure);
        return this;
    }

    public TestHost File(string path, string content)
    {
        _files[path] = content;
        return this;
    }

    public TestHost Environment(string name, string? value)
    {
        _environment[name] = value;
        return this;
    }

    public Outcome Run(params string[] args)
    {
        var directory = Directory.CreateTempSubdirectory("host-");
        var start = Directory.GetCurrentDirectory();
        var (output, error) = (Console.Out, Console.Error);
        using var writtenOutput = new StringWriter();
        using var writtenError = new StringWriter();
        var before = _environment.Keys.ToDictionary(name => name, System.Environment.GetEnvironmentVariable);
        try
        {
            foreach (var (path, content) in _files)
            {
                var file = Path.Combine(directory.FullName, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                System.IO.File.WriteAllText(file, content);
            }

            SetEnvironment(_environment);
            Directory.SetCurrentDirectory(directory.FullName);
            Console.SetOut(writtenOutput);
            Console.SetError(writtenError);
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings());

            // The host takes hold of the console when it is created.
            var host = CakeHost.Create();
            _configure.ForEach(configure => configure(host));

            // On the pool: the test framework's own scheduler has as many threads as cores, and Run blocks one.
            var exitCode = System.Threading.Tasks.Task.Run(() => host.Run(args)).GetAwaiter().GetResult();
            return new Outcome(
                exitCode, writtenOutput.ToString(), writtenError.ToString(), [.. _journal.Notes], directory.FullName);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings());
            Directory.SetCurrentDirectory(start);
            SetEnvironment(before);
            directory.Delete(recursive: true);
        }
    }

    private static void SetEnvironment(Dictionary<string, string?> variables)
    {
        foreach (var (name, value) in variables)
        {
            System.Environment.SetEnvironmentVariable(name, value);
        }
    }
}
