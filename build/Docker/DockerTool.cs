using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Docker;

/// <summary>The docker client, one derived class a command.</summary>
public abstract class DockerTool<TSettings>(IFileSystem files, ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    : Tool<TSettings>(files, environment, processes, tools)
    where TSettings : ToolSettings
{
    protected override string GetToolName() => "Docker";

    protected override IEnumerable<string> GetToolExecutableNames() => ["docker", "docker.exe"];

    /// <summary>Runs the command silently and keeps what it says.</summary>
    protected DockerOutput Capture(TSettings settings, ProcessArgumentBuilder arguments)
    {
        var process = RunProcess(settings, arguments, new ProcessSettings
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Silent = true,
        });
        process.WaitForExit();
        return new(
            arguments.RenderSafe(),
            process.GetExitCode(),
            [.. process.GetStandardOutput() ?? []],
            [.. process.GetStandardError() ?? []]
        );
    }
}

/// <summary>What one call of the client said.</summary>
/// <param name="Command">Its arguments.</param>
/// <param name="ExitCode">0: done.</param>
/// <param name="Output">Lines of standard output.</param>
/// <param name="Errors">Lines of standard error.</param>
public sealed record DockerOutput(string Command, int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The daemon knows no container or image of that name.</summary>
    public bool IsUnknownObject => !Succeeded && Errors.Any(line => line.Contains("No such", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="FaultException">The call failed; carries docker's own words.</exception>
    public DockerOutput OrThrow() =>
        Succeeded
            ? this
            : throw new FaultException(
                $"'docker {Command}' failed with exit code {ExitCode}: {string.Join(" ", Errors.Where(line => line.Length > 0))}"
            );
}
