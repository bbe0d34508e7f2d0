using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Xunit;

namespace Recsys.Engine.Tests.Histories;

public sealed class EventGapsTests
{
    private const long Start = 1_700_000_000_000, Second = 1000;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.9, 1)]
    [InlineData(1, 2)]
    [InlineData(3.9, 2)]
    [InlineData(4, 3)]
    [InlineData(15, 3)]
    [InlineData(16, 4)]
    [InlineData(86_400, 10)]
    [InlineData(1e8, 15)]
    [InlineData(1e12, 15)]
    [InlineData(-5, 1)]
    public void A_class_is_four_times_as_long_as_the_one_before(double seconds, int expected) =>
        Assert.Equal(expected, EventGaps.Of(Start, Start + (long)(seconds * Second)));

    [Fact]
    public void An_unknown_time_has_an_unknown_gap()
    {
        Assert.Equal(EventGaps.Unknown, EventGaps.Of(0, Start));
        Assert.Equal(EventGaps.Unknown, EventGaps.Of(Start, 0));
    }

    [Fact]
    public void The_first_event_of_a_window_has_none_before_it()
    {
        HistoryItem[] window = [new(1, EventType.View, Start), new(2, EventType.Cart, Start + 5 * Second), new(3, EventType.View)];
        var gaps = new long[3];
        EventGaps.Of(window, gaps);
        Assert.Equal([EventGaps.Unknown, 3, EventGaps.Unknown], gaps);
    }
}
