using System.Text;
using Recsys.Contracts.Randomness;
using Recsys.Model.Training;

namespace Recsys.Quality;

/// <summary>What becomes of a user's order and times.</summary>
public interface ISequenceOrder
{
    /// <summary>The events as the shop's table has them.</summary>
    /// <param name="events">Item and time, as in the files.</param>
    /// <param name="user">Whose.</param>
    IEnumerable<(string Item, long Time)> Of((string Item, long Time)[] events, string user);
}

/// <summary>The order of the file, which on one day is that of the product codes; events count as a day apart.</summary>
public sealed class FileOrder : ISequenceOrder
{
    private const long First = 1_000_000_000, Day = 86_400;

    public IEnumerable<(string Item, long Time)> Of((string Item, long Time)[] events, string user) =>
        Apart(events.Select(e => e.Item));

    /// <summary>A day between each and the next.</summary>
    internal static IEnumerable<(string Item, long Time)> Apart(IEnumerable<string> items) =>
        items.Select((item, i) => (item, First + Day * i));
}

/// <summary>The order of the days, and on each day one that is drawn; events count as a day apart.</summary>
/// <param name="shuffle">Of the drawing.</param>
public sealed class ShuffledDays(int shuffle) : ISequenceOrder
{
    public IEnumerable<(string Item, long Time)> Of((string Item, long Time)[] events, string user)
    {
        var state = SplitMixFunction.Mix((ulong)shuffle);
        foreach (var value in Encoding.UTF8.GetBytes(user)) state = SplitMixFunction.Mix(state + SplitMixFunction.Increment + value);
        var random = new SplitMix(state);
        var drawn = events.ToArray();
        random.Shuffle(drawn.AsSpan());
        return FileOrder.Apart(drawn.OrderBy(e => e.Time).Select(e => e.Item));
    }
}

/// <summary>The times of the file.</summary>
public sealed class RealTimes : ISequenceOrder
{
    public IEnumerable<(string Item, long Time)> Of((string Item, long Time)[] events, string user) => events;
}
