using System.Net;
using Recsys.Server.Hosting;

namespace Recsys.Server.Tests;

public class ServerOptionsTests
{
    [Fact]
    public void Nothing_set_means_the_documented_defaults()
    {
        var options = ServerOptions.Read(_ => null);
        Assert.Null(options.Host);
        Assert.Equal((8000, 8001), (options.Port, options.ManagementPort));
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "bundle"), options.Bundle);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "history"), options.History);
        Assert.Equal("memory", options.EventStore);
        Assert.Null(options.Kernel);
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.Zero), (options.Drain, options.DrainDelay));
        Assert.Equal((10_000, 512, 0), (options.MostConnections, options.MostWaiting, options.RateLimit));
        Assert.Equal(TimeSpan.FromSeconds(30), options.RequestTime);
        Assert.Null(options.HistoryMegabytes);
        Assert.Equal(LogLevel.Information, options.LogLevel);
        Assert.Equal(options, ServerOptions.Read(_ => " "));
    }

    [Fact]
    public void Every_variable_is_read()
    {
        var options = ServerOptions.Read(name => name switch
        {
            "RECSYS_HOST" => "::1",
            "RECSYS_PORT" => "80",
            "RECSYS_MANAGEMENT_PORT" => "0",
            "RECSYS_BUNDLE" => "/b",
            "RECSYS_HISTORY" => "/h",
            "RECSYS_EVENT_STORE" => "Memory",
            "RECSYS_DRAIN_SECONDS" => "0",
            "RECSYS_DRAIN_DELAY_SECONDS" => "5",
            "RECSYS_KERNEL" => "managed-128",
            "RECSYS_MAX_CONNECTIONS" => "100",
            "RECSYS_MAX_WAITING" => "0",
            "RECSYS_REQUEST_SECONDS" => "5",
            "RECSYS_RATE_LIMIT" => "20",
            "RECSYS_EVENT_MEMORY_MIB" => "64",
            "RECSYS_LOG_LEVEL" => "Warning",
            _ => null,
        });
        var expected = new ServerOptions
        {
            Host = IPAddress.IPv6Loopback,
            Port = 80,
            ManagementPort = 0,
            Bundle = "/b",
            History = "/h",
            EventStore = "Memory",
            Drain = TimeSpan.Zero,
            DrainDelay = TimeSpan.FromSeconds(5),
            Kernel = "managed-128",
            MostConnections = 100,
            MostWaiting = 0,
            RequestTime = TimeSpan.FromSeconds(5),
            RateLimit = 20,
            HistoryMegabytes = 64,
            LogLevel = LogLevel.Warning,
        };
        Assert.Equal(expected, options);
    }

    [Fact]
    public void A_folder_for_state_holds_the_events_unless_a_store_is_named()
    {
        var inFolder = $"sqlite:{Path.Combine("/s", "events.db")}";
        Assert.Equal(inFolder, ServerOptions.Read(name => name == "RECSYS_STATE" ? "/s" : null).EventStore);
        Assert.Equal("memory", ServerOptions.Read(name => name switch
        {
            "RECSYS_STATE" => "/s",
            "RECSYS_EVENT_STORE" => "memory",
            _ => null,
        }).EventStore);
    }

    [Theory]
    [InlineData("RECSYS_EVENT_STORE", "sqlite")]
    [InlineData("RECSYS_PORT", "eighty")]
    [InlineData("RECSYS_PORT", "65536")]
    [InlineData("RECSYS_PORT", "-1")]
    [InlineData("RECSYS_MANAGEMENT_PORT", "8000.5")]
    [InlineData("RECSYS_MANAGEMENT_PORT", "8000")]
    [InlineData("RECSYS_HOST", "example.org")]
    [InlineData("RECSYS_KERNEL", "mmx")]
    [InlineData("RECSYS_DRAIN_SECONDS", "10s")]
    [InlineData("RECSYS_DRAIN_DELAY_SECONDS", "99999")]
    [InlineData("RECSYS_EVENT_STORE", "shelf")]
    [InlineData("RECSYS_EVENT_STORE", "memory:somewhere")]
    [InlineData("RECSYS_MAX_CONNECTIONS", "0")]
    [InlineData("RECSYS_REQUEST_SECONDS", "0")]
    [InlineData("RECSYS_RATE_LIMIT", "many")]
    [InlineData("RECSYS_EVENT_MEMORY_MIB", "0")]
    [InlineData("RECSYS_LOG_LEVEL", "loud")]
    public void An_unusable_variable_is_named_with_its_value(string variable, string value)
    {
        var error = Assert.Throws<ServerOptionsException>(() => ServerOptions.Read(name => name == variable ? value : null));
        Assert.Contains(variable, error.Message, StringComparison.Ordinal);
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }
}
