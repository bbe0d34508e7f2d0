using Cake.Core.IO;

namespace Recsys.Build.Tests.Testing;

/// <summary>Starts nothing: records what would have been started and answers as told.</summary>
public sealed class RecordingProcessRunner : IProcessRunner
{
    private readonly List<(Func<string, bool> Matches, ProcessAnswer Answer)> _answers = [];

    /// <summary>Every start, in order.</summary>
    public List<ProcessStart> Starts { get; } = [];

    /// <summary>What a started process does.</summary>
    public Action? Effect { get; set; }

    /// <summary>Arguments of every start, in order.</summary>
    public IEnumerable<string> Arguments => Starts.Select(start => start.Arguments);

    /// <summary>Answers commands whose arguments begin with a text; a later rule wins over an earlier one.</summary>
    public RecordingProcessRunner When(string beginning, string output = "", int exitCode = 0, string error = "")
    {
        _answers.Insert(0, (arguments => arguments.StartsWith(beginning, StringComparison.Ordinal), new(exitCode, output, error)));
        return this;
    }

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        // Cake.Docker puts two blanks after the name of a command without an alias.
        var arguments = (settings.Arguments?.Render() ?? "").Replace("  ", " ", StringComparison.Ordinal);
        Starts.Add(new(filePath, arguments, settings));
        var answer = _answers.FirstOrDefault(rule => rule.Matches(arguments)).Answer ?? new(0, "", "");
        Effect?.Invoke();
        // As Cake's own process: a handler hears every line, and null at the end.
        Tell(settings.RedirectedStandardOutputHandler, answer.Output);
        Tell(settings.RedirectedStandardErrorHandler, answer.Error);
        return new EndedProcess(answer);
    }

    private static void Tell(Func<string, string>? handler, string text)
    {
        if (handler is null) return;
        foreach (var line in EndedProcess.Lines(text).Append(null)) handler(line!);
    }

    private sealed class EndedProcess(ProcessAnswer answer) : IProcess
    {
        public void WaitForExit()
        {
        }

        public bool WaitForExit(int milliseconds) => true;

        public int GetExitCode() => answer.ExitCode;

        public IEnumerable<string> GetStandardError() => Lines(answer.Error);

        public IEnumerable<string> GetStandardOutput() => Lines(answer.Output);

        public void Kill()
        {
        }

        public void Dispose()
        {
        }

        public static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
    }
}

/// <summary>One recorded start.</summary>
public sealed record ProcessStart(FilePath File, string Arguments, ProcessSettings Settings);

/// <summary>What a started process says.</summary>
public sealed record ProcessAnswer(int ExitCode, string Output, string Error);
