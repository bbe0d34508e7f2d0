using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recsys.Server.Hosting;

/// <summary>Logs as one JSON object a line: time, level, logger, message, and the exception where there is one.</summary>
internal static class JsonLineLogs
{
    /// <summary>The framework's own messages count from warnings on; the host's duplicate what the server says itself.</summary>
    public static ILoggerFactory Create(TextWriter output, LogLevel minimum, TimeProvider time)
    {
        var filters = new LoggerFilterOptions { MinLevel = minimum };
        if (minimum > LogLevel.Debug)
        {
            filters.Rules.Add(new LoggerFilterRule(null, "Microsoft", minimum > LogLevel.Warning ? minimum : LogLevel.Warning, null));
            filters.Rules.Add(new LoggerFilterRule(null, "Microsoft.Extensions.Hosting", LogLevel.None, null));
        }
        return new LoggerFactory([new Provider(output, time)], filters);
    }

    private sealed class Provider(TextWriter output, TimeProvider time) : ILoggerProvider
    {
        private readonly Lock _gate = new();

        public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

        public void Dispose()
        {
        }

        public void Write(string category, LogLevel level, string message, Exception? exception)
        {
            var buffer = new ArrayBufferWriter<byte>(256);
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                writer.WriteString("time"u8, time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                writer.WriteString("level"u8, level.ToString().ToLowerInvariant());
                writer.WriteString("logger"u8, category);
                writer.WriteString("message"u8, message);
                if (exception is not null) writer.WriteString("exception"u8, exception.ToString());
                writer.WriteEndObject();
            }
            var line = Encoding.UTF8.GetString(buffer.WrittenSpan);
            lock (_gate)
            {
                output.WriteLine(line);
                output.Flush();
            }
        }
    }

    private sealed class LineLogger(Provider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => provider.Write(category, logLevel, formatter(state, exception), exception);
    }
}
