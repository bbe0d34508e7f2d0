using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Tools;

/// <summary>Runs the Model tool: <c>dotnet Recsys.Model.dll VERB --name "value" …</c>. A non-zero exit code is an error, told in the tool's
/// own words.</summary>
public sealed class ModelTool(IFileSystem fileSystem, ICakeEnvironment environment, IProcessRunner processRunner, IToolLocator tools)
    : Tool<ModelToolSettings>(fileSystem, environment, processRunner, tools)
{
    /// <summary>How the threads of OpenMP wait for each other (OpenMP 5.2, section 21.7).</summary>
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>How the tool ends when settings or tables' columns do not fit.</summary>
    private const int SettingsWrong = 2;

    private readonly List<string> _faults = [];
    private string _verb = "";

    /// <exception cref="SettingsException">It found mistakes in the settings; carries all of them.</exception>
    /// <exception cref="FaultException">The tool failed; carries its own last error line.</exception>
    public void Run(ModelToolSettings settings)
    {
        _verb = settings.Verb ?? System.IO.Path.GetFileNameWithoutExtension(settings.Assembly.FullPath);
        // The dotnet that runs this build, wherever it was found: the one on the path may be another.
        settings.ToolPath ??= Running(System.Environment.ProcessPath);
        var arguments = new ProcessArgumentBuilder().AppendQuoted(settings.Assembly.FullPath);
        if (settings.Verb is { } verb) arguments.Append(verb);
        foreach (var (name, value) in settings.Options) arguments.AppendSwitchQuoted($"--{name}", value);
        // Spinning takes the processor from the threads it waits for: beside other work, training slowed down tenfold. The caller's wish
        // goes first.
        if (System.Environment.GetEnvironmentVariable(WaitPolicy) is null) settings.EnvironmentVariables[WaitPolicy] = "PASSIVE";
        Run(settings, arguments, new ProcessSettings { RedirectStandardError = true, RedirectedStandardErrorHandler = Hear }, null);
    }

    protected override void ProcessExitCode(int exitCode)
    {
        if (exitCode == 0) return;
        if (exitCode == SettingsWrong && _faults.Count > 0) throw new SettingsException([.. _faults.Select(Mistake)]);
        throw new FaultException($"{_verb} failed with exit code {exitCode}{(_faults.Count > 0 ? $": {_faults[^1]}" : ".")}");
    }

    // As the tool wrote it: where it is set, and what is wrong.
    private static SettingsMistake Mistake(string line) =>
        line.Split(": ", 2) is [var origin, var message]
            ? new SettingsMistake("", origin, message)
            : new SettingsMistake("", "settings", line);

    // Shown as it comes; the errors are kept for the end of the run.
    private string? Hear(string? line)
    {
        if (line is null) return null;
        if (line.StartsWith("error: ", StringComparison.Ordinal)) _faults.Add(line["error: ".Length..]);
        else Console.Error.WriteLine(line);
        return line;
    }

    protected override string GetToolName() => "Model";

    protected override IEnumerable<string> GetToolExecutableNames() => ["dotnet", "dotnet.exe"];

    /// <summary>The running process, if it is a dotnet and not the build's own executable.</summary>
    internal static FilePath? Running(string? process) =>
        System.IO.Path.GetFileNameWithoutExtension(process) == "dotnet" ? new FilePath(process!) : null;
}
