using System.Net;
using Microsoft.Extensions.Time.Testing;
using Recsys.Server.Api.Sharing;
using Recsys.Server.Hosting;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class CapacityTests
{
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public async Task Places_go_round_in_order_of_arrival_and_who_finds_the_queue_full_is_turned_away()
    {
        using var capacity = new RequestCapacity(atOnce: 1, waiting: 2, bodyBytes: 0);
        using var first = new RequestShare(capacity);
        using var second = new RequestShare(capacity);
        using var third = new RequestShare(capacity);
        using var fourth = new RequestShare(capacity);
        Assert.True(await first.BeginAsync(default));
        var (two, three) = (second.BeginAsync(default).AsTask(), third.BeginAsync(default).AsTask());
        Assert.Equal(2, capacity.Waiting);
        Assert.False(await fourth.BeginAsync(default));
        Assert.Equal(1, capacity.Shed);
        first.End();
        Assert.True(await two);
        Assert.False(three.IsCompleted);
        second.Dispose();
        Assert.True(await three);
    }

    [Fact]
    public void Bodies_have_so_much_memory_together()
    {
        using var capacity = new RequestCapacity(1, 1, bodyBytes: 100);
        var first = new RequestShare(capacity);
        using var second = new RequestShare(capacity);
        Assert.True(first.TryHold(60));
        Assert.False(second.TryHold(60));
        Assert.True(second.TryHold(40));
        first.Dispose();
        Assert.True(second.TryHold(60));
    }

    [Fact]
    public void Who_was_turned_away_is_told_once_in_a_while()
    {
        var time = new FakeTimeProvider();
        var recorder = new LogRecorder();
        var limits = new ServerLimits(Connections: 1, BodyBytes: 10, HistoryBytes: 0);
        var traffic = PublicTraffic.Of(new ServerOptions(), limits, time);
        using var log = new LimitLog(traffic, recorder.CreateLogger(""), time);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("", recorder.Text);
        for (var i = 0; i < 7; i++) Assert.False(traffic.Capacity.TryHold(20));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("7 requests", Assert.Single(recorder.Text.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64_000, null, 10_000)]
    [InlineData(64_000, 1_048_576L, 10_000)]
    [InlineData(64_000, 1024L, 980)]
    [InlineData(64_000, 64L, 20)]
    [InlineData(64_000, 30L, 4)]
    [InlineData(384, null, 682)]
    public void Connections_are_as_many_as_memory_and_descriptors_allow(long megabytes, long? descriptors, int connections)
    {
        var limits = ServerLimits.Of(new ServerOptions(), megabytes * Mebibyte, descriptors, taken: 44);
        Assert.Equal(connections, limits.Connections);
        Assert.Equal((megabytes * Mebibyte / 8, megabytes * Mebibyte / 4), (limits.BodyBytes, limits.HistoryBytes));
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2:3::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void A_client_is_an_address_or_a_household(string one, string other, bool same) =>
        Assert.Equal(same, ClientRate.Client(IPAddress.Parse(one)) == ClientRate.Client(IPAddress.Parse(other)));
}
