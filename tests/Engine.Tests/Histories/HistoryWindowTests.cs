using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Xunit;

namespace Recsys.Engine.Tests.Histories;

public sealed class HistoryWindowTests
{
    [Fact]
    public void The_window_is_the_newest_events_without_returns() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 40], Gen.Int[1, 20]).Sample((types, length) =>
        {
            var history = types.Select((type, i) => new HistoryItem(i, (EventType)type)).ToArray();
            var expected = history.Where(item => item.Type != EventType.Return).TakeLast(length);
            return HistoryWindow.Of(history, length).SequenceEqual(expected);
        });
}
