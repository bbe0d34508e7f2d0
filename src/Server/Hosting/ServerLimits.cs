namespace Recsys.Server.Hosting;

/// <summary>
/// What the process can hold, from what it was given: memory (the container's, or the machine's) and file descriptors. Each part of the
/// server gets a fixed share, so that no client can take what the others need.
/// </summary>
/// <param name="Connections">Connections of the public port.</param>
/// <param name="BodyBytes">Memory for the bodies of requests.</param>
/// <param name="HistoryBytes">Memory for users' histories.</param>
internal sealed record ServerLimits(int Connections, long BodyBytes, long HistoryBytes)
{
    /// <summary>
    /// Bytes that a connection may keep: Kestrel's buffers of <see cref="HttpApp.Buffer"/> each way, and what else belongs to it.
    /// </summary>
    private const long BytesAConnection = 2 * HttpApp.Buffer + 16 * 1024;

    /// <summary>
    /// Descriptors that the bundle, the store, the logs and the management port need beside those open at the start; and so do the
    /// assemblies that are still to be loaded where the server is not native.
    /// </summary>
    private static readonly int Reserved = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null ? 24 : 256;

    private const int FewestConnections = 4;

    /// <param name="options">Where it sets no limit, one is derived.</param>
    /// <param name="memory">Bytes that the process may use.</param>
    /// <param name="descriptors">Limit of file descriptors; null: unknown.</param>
    /// <param name="taken">File descriptors that connections cannot have.</param>
    public static ServerLimits Of(ServerOptions options, long memory, long? descriptors, int taken)
    {
        var room = Math.Min(memory / 4 / BytesAConnection, (descriptors ?? int.MaxValue) - taken);
        return new ServerLimits(
            (int)Math.Min(Math.Max(room, FewestConnections), options.MostConnections),
            memory / 8,
            options.HistoryMegabytes is { } megabytes ? megabytes * 1024L * 1024 : memory / 4
        );
    }

    /// <summary>Of this process; says so when there is little room.</summary>
    public static ServerLimits OfProcess(ServerOptions options, ILogger log)
    {
        var descriptors = FileDescriptors.Raise();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var limits = Of(options, memory, descriptors, FileDescriptors.Open() + Reserved);
        if (limits.Connections < options.MostConnections)
        {
            log.LogWarning(
                "{Connections} connections at a time, not {Wanted}: there are {Descriptors} file descriptors and {Megabytes} MiB of memory."
                    + " Remedy: raise the limits (ulimit -n; the container's memory), or set RECSYS_MAX_CONNECTIONS to what is enough.",
                limits.Connections,
                options.MostConnections,
                descriptors,
                memory / 1024 / 1024
            );
        }
        return limits;
    }
}
