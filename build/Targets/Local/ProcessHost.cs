using System.Globalization;
using System.Runtime.InteropServices;
using Cake.Core;
using Cake.Core.IO;
using Recsys.Build.Image;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Steps;
using Path = System.IO.Path;

namespace Recsys.Build.Targets.Local;

/// <summary>Runs the image without Docker: unpacked to <c>rootfs</c>, its server started as a process that outlives the build.</summary>
internal sealed class ProcessHost(string folder, IProcessRunner processes, ProcessTable table, TimeProvider time) : IServerHost
{
    private const int Terminate = 15, Kill = 9;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10), Poll = TimeSpan.FromMilliseconds(50);

    // Options of the server that the caller may have set for it.
    private static readonly string[] Options =
    [
        "RECSYS_DRAIN_SECONDS", "RECSYS_DRAIN_DELAY_SECONDS", "RECSYS_EVENT_STORE", "RECSYS_EVENT_MEMORY_MIB", "RECSYS_STATE",
        "RECSYS_MAX_CONNECTIONS", "RECSYS_MAX_WAITING", "RECSYS_REQUEST_SECONDS", "RECSYS_RATE_LIMIT", "RECSYS_LOG_LEVEL", "TMPDIR", "TZ",
    ];

    private string Executable => Path.GetFullPath(Path.Combine(folder, "rootfs", "app", ServerFiles.Executable));

    private string LogFile => Path.Combine(folder, "server.log");

    public string Kind => DeploymentRecord.Process;

    public DeploymentRecord? Adopt(DeploymentRecord record) =>
        table.RunningFrom(Executable) is { } id ? record with { ProcessId = id, ProcessStart = table.StartOf(id) ?? "ended" } : null;

    public DeploymentRecord Start(LocalDeploymentRequest request, DeploymentRecord draft)
    {
        var root = Path.Combine(folder, "rootfs");
        ImageArchive.Unpack(request.Archive, root);
        var environment = new SortedDictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DOTNET_EnableDiagnostics"] = "0",
            ["RECSYS_BUNDLE_HASH"] = request.Image.Bundle,
            ["RECSYS_BUNDLE"] = Path.GetFullPath(Path.Combine(root, "app", "bundle")),
            ["RECSYS_HISTORY"] = Path.GetFullPath(request.History),
            ["RECSYS_HOST"] = "127.0.0.1",
            ["RECSYS_PORT"] = draft.Port.ToString(CultureInfo.InvariantCulture),
            ["RECSYS_MANAGEMENT_PORT"] = draft.ManagementPort.ToString(CultureInfo.InvariantCulture),
        };
        var shell = processes.Start("/bin/sh", new ProcessSettings
        {
            Arguments = new ProcessArgumentBuilder().Append("-c").Append($"\"{Launch([.. environment.Keys, .. Options])}\""),
            WorkingDirectory = Path.GetFullPath(Path.Combine(root, "app")),
            EnvironmentVariables = new Dictionary<string, string?>(environment, StringComparer.Ordinal),
            RedirectStandardOutput = true,
            Silent = true,
        });
        shell.WaitForExit();
        var said = string.Concat(shell.GetStandardOutput()).Trim();
        if (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            throw new FaultException($"{root}/app/server could not be started (the shell said '{said}'). Remedy: look into {LogFile}.");
        return draft with { Kind = DeploymentRecord.Process, ProcessId = id, ProcessStart = table.StartOf(id) ?? "ended" };
    }

    // A session of its own and no inherited streams, so that the end of the build, its terminal or its CI job step does not end the server;
    // of the environment only what is its business, since tokens of the build are none of it. The shell ends at once, which leaves the
    // server
    // to init: no zombie.
    private static string Launch(IEnumerable<string> names)
    {
        var handed = string.Join(' ', names.Select(name => $"${{{name}+{name}=\\\"${name}\\\"}}"));
        return $"$(command -v setsid || echo nohup) env -i {handed} \\\"$PWD/server\\\" </dev/null >../../server.log 2>&1 & echo $!";
    }

    public bool IsRunning(DeploymentRecord record) => record.ProcessId is { } id && table.StartOf(id) == record.ProcessStart;

    public async Task Stop(DeploymentRecord record, CancellationToken cancellation)
    {
        foreach (var signal in new[] { Terminate, Kill })
        {
            if (!IsRunning(record)) return;
            if (SendSignal(record.ProcessId!.Value, signal) != 0 && IsRunning(record))
                throw new FaultException(
                    $"Process {record.ProcessId} cannot be stopped (errno {Marshal.GetLastPInvokeError()}). Remedy: stop it as the user "
                        + $"who started it."
                );
            for (var start = time.GetTimestamp(); IsRunning(record) && time.GetElapsedTime(start) < Grace; )
                await Task.Delay(Poll, time, cancellation);
        }
    }

    public IReadOnlyList<string> Log(DeploymentRecord record, int lines) =>
        File.Exists(LogFile) ? [.. File.ReadLines(LogFile).TakeLast(lines)] : [];

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
