using Cake.Core.Tooling;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Docker;

/// <summary>What one call of the docker client said.</summary>
/// <param name="Command">Its arguments.</param>
/// <param name="ExitCode">0: done.</param>
/// <param name="Output">Lines of standard output.</param>
/// <param name="Errors">Lines of standard error.</param>
public sealed record DockerOutput(string Command, int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The daemon knows no container or image of that name.</summary>
    public bool IsUnknownObject => !Succeeded && Errors.Any(line => line.Contains("No such", StringComparison.OrdinalIgnoreCase));

    /// <summary>Calls an alias silently and keeps what the client says, whatever the alias itself would return or throw.</summary>
    /// <param name="settings">Of the command.</param>
    /// <param name="alias">Called with them.</param>
    public static DockerOutput Of<TSettings>(TSettings settings, Action<TSettings> alias)
        where TSettings : ToolSettings
    {
        var (command, code) = ("", 0);
        List<string> output = [], errors = [];
        settings.ArgumentCustomization = arguments =>
        {
            command = arguments.RenderSafe();
            return arguments;
        };
        settings.SetupProcessSettings = process =>
        {
            (process.Silent, process.RedirectStandardOutput, process.RedirectStandardError) = (true, true, true);
            process.RedirectedStandardOutputHandler = line => Keep(output, line);
            process.RedirectedStandardErrorHandler = line => Keep(errors, line);
        };
        settings.HandleExitCode = exit =>
        {
            code = exit;
            return true;
        };
        alias(settings);
        return new(command, code, output, errors);
    }

    /// <exception cref="FaultException">The call failed; carries docker's own words.</exception>
    public DockerOutput OrThrow() =>
        Succeeded
            ? this
            : throw new FaultException(
                $"'docker {Command}' failed with exit code {ExitCode}: {string.Join(" ", Errors.Where(line => line.Length > 0))}"
            );

    // A stream ends with null.
    private static string? Keep(List<string> lines, string? line)
    {
        if (line is not null) lines.Add(line);
        return line;
    }
}
