namespace Recsys.Server.Hosting;

/// <summary>What is logged, and the form it has on standard output: one JSON object a line, each argument of a message a field.</summary>
internal static class ServerLogs
{
    /// <summary>The framework's own messages count from warnings on; the host's duplicate what the server says itself.</summary>
    /// <param name="output">Adds where the records go, <see cref="ToConsole"/> for one.</param>
    public static ILoggerFactory Create(LogLevel minimum, Action<ILoggingBuilder> output) => LoggerFactory.Create(logs =>
    {
        logs.SetMinimumLevel(minimum);
        if (minimum > LogLevel.Debug)
        {
            logs.AddFilter("Microsoft", minimum > LogLevel.Warning ? minimum : LogLevel.Warning);
            logs.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        }
        output(logs);
    });

    /// <summary>Times are UTC, in ISO 8601.</summary>
    public static void ToConsole(ILoggingBuilder logs) => logs.AddJsonConsole(format =>
    {
        format.UseUtcTimestamp = true;
        format.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    });
}
