using System.Globalization;
using System.Net;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Vectors;
using Recsys.Server.Events;

namespace Recsys.Server.Hosting;

/// <summary>An environment variable is unusable; the message names it, its value and what is allowed.</summary>
internal sealed class ServerOptionsException(string message) : Exception(message);

/// <summary>What the server is told by its environment. An empty variable counts as unset.</summary>
internal sealed record ServerOptions
{
    /// <summary>Address both ports listen on; null: every address.</summary>
    public IPAddress? Host { get; init; }

    /// <summary>Public port; 0 lets the system choose.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>Port of the health endpoints; 0 lets the system choose.</summary>
    public int ManagementPort { get; init; } = 8001;

    public string Bundle { get; init; } = Path.Combine(AppContext.BaseDirectory, "bundle");

    /// <summary>The only bundle that may be served, <c>sha256:…</c> over its folder; null: any that is whole.</summary>
    public string? BundleHash { get; init; }

    public string History { get; init; } = Path.Combine(AppContext.BaseDirectory, "history");

    /// <summary>
    /// Where users' events are kept: one of <see cref="EventStores.Forms"/>. Where <c>RECSYS_STATE</c> names a folder that outlives the
    /// server, it is a file in there, else memory.
    /// </summary>
    public string EventStore { get; init; } = EventStores.Default;

    /// <summary>How long requests in flight may take once the listeners are closed.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server goes on answering after the signal, so that load balancers notice first.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.Zero;

    /// <summary>What scans the item vectors, one of <see cref="Int8Kernels.Names"/>; null: the fastest that this processor runs.</summary>
    public string? Kernel { get; init; }

    /// <summary>Connections of the public port at a time, as far as memory and file descriptors allow.</summary>
    public int MostConnections { get; init; } = 10_000;

    /// <summary>Requests that may wait to be worked on; more are turned away with 503.</summary>
    public int MostWaiting { get; init; } = 512;

    /// <summary>How long a request may take, its body's arrival included.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests a second from one client; 0: any number.</summary>
    public int RateLimit { get; init; }

    /// <summary>Memory for users' histories; null: a quarter of what the process may use.</summary>
    public int? HistoryMegabytes { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <exception cref="ServerOptionsException">A variable is unusable.</exception>
    public static ServerOptions Read(Func<string, string?> environment)
    {
        var defaults = new ServerOptions();
        var options = new ServerOptions
        {
            Host = Address("RECSYS_HOST"),
            Port = Whole("RECSYS_PORT", defaults.Port, 65535),
            ManagementPort = Whole("RECSYS_MANAGEMENT_PORT", defaults.ManagementPort, 65535),
            Bundle = Text("RECSYS_BUNDLE") ?? defaults.Bundle,
            BundleHash = Hash("RECSYS_BUNDLE_HASH"),
            History = Text("RECSYS_HISTORY") ?? defaults.History,
            EventStore = Store("RECSYS_EVENT_STORE", Text("RECSYS_STATE") is { } state ? EventStores.In(state) : defaults.EventStore),
            Drain = TimeSpan.FromSeconds(Whole("RECSYS_DRAIN_SECONDS", 10, 3600)),
            DrainDelay = TimeSpan.FromSeconds(Whole("RECSYS_DRAIN_DELAY_SECONDS", 0, 3600)),
            Kernel = Kernel("RECSYS_KERNEL"),
            MostConnections = Whole("RECSYS_MAX_CONNECTIONS", defaults.MostConnections, 1_000_000, least: 1),
            MostWaiting = Whole("RECSYS_MAX_WAITING", defaults.MostWaiting, 1_000_000),
            RequestTime = TimeSpan.FromSeconds(Whole("RECSYS_REQUEST_SECONDS", 30, 3600, least: 1)),
            RateLimit = Whole("RECSYS_RATE_LIMIT", defaults.RateLimit, 1_000_000),
            HistoryMegabytes = Text("RECSYS_EVENT_MEMORY_MIB") is null ? null : Whole("RECSYS_EVENT_MEMORY_MIB", 0, 1_000_000, least: 1),
            LogLevel = Level("RECSYS_LOG_LEVEL"),
        };
        if (options.Port != 0 && options.Port == options.ManagementPort)
            throw new ServerOptionsException(
                $"RECSYS_MANAGEMENT_PORT is {options.Port}, the same as RECSYS_PORT. Remedy: give them different ports."
            );
        return options;

        string? Text(string name) => environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

        int Whole(string name, int missing, int most, int least = 0)
        {
            if (Text(name) is not { } text) return missing;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most && value >= least
                ? value
                : throw Unusable(name, text, $"a whole number from {least} to {most}");
        }

        IPAddress? Address(string name) => Text(name) switch
        {
            null or "*" => null,
            "localhost" => IPAddress.Loopback,
            var text => IPAddress.TryParse(text, out var address) ? address : throw Unusable(name, text, "an IP address, localhost or *"),
        };

        string? Hash(string name) => Text(name) switch
        {
            null => null,
            var text when ContentHash.IsHash(text) => text,
            var text => throw Unusable(name, text, "sha256: and 64 hexadecimal digits"),
        };

        string Store(string name, string missing)
        {
            var setting = Text(name) ?? missing;
            return EventStores.Takes(setting) ? setting : throw Unusable(name, setting, EventStores.Forms);
        }

        string? Kernel(string name) => Text(name) switch
        {
            null => null,
            var text when Int8Kernels.Names.Contains(text) => text,
            var text => throw Unusable(name, text, $"one of those that run here ({string.Join(", ", Int8Kernels.Names)})"),
        };

        LogLevel Level(string name) => Text(name)?.ToLowerInvariant() switch
        {
            null or "info" or "information" => LogLevel.Information,
            "trace" => LogLevel.Trace,
            "debug" => LogLevel.Debug,
            "warn" or "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            "none" => LogLevel.None,
            var text => throw Unusable(name, text, "trace, debug, info, warn, error or none"),
        };
    }

    private static ServerOptionsException Unusable(string name, string value, string allowed) =>
        new($"{name} is '{value}'. Remedy: set it to {allowed}, or leave it out.");
}
