using Recsys.Engine.Histories;
using Recsys.Settings;

namespace Recsys.Model.Training;

/// <summary>Draws an epoch's batches: shuffled windows, targets, shared negatives and as many queries as fit beside them.</summary>
public sealed class BatchMaker(Sequences sequences, QueryPairs queries, int products, TrainSettings settings)
{
    private const int QueriesPerUser = 2;

    // Share of the windows learned without times, since requests may bring histories that have none.
    private const double Untimed = 0.1;
    private readonly int[] _position = new int[products];

    /// <summary>Steps in an epoch: as many as the windows fill, and where there are none, as the queries do.</summary>
    public int Steps => sequences.Windows.Length > 0
        ? (sequences.Windows.Length + settings.BatchSize - 1) / settings.BatchSize
        : settings.SearchWeight > 0 ? (queries.Count + settings.BatchSize * QueriesPerUser - 1) / (settings.BatchSize * QueriesPerUser) : 1;

    /// <summary>Windows of like length share a batch, so that little of it is padding; which ones, and in which order, is drawn
    /// anew.</summary>
    public IEnumerable<Batch> Epoch(SplitMix random)
    {
        var windows = sequences.Windows.ToArray();
        random.Shuffle(windows.AsSpan());
        windows = [.. windows.OrderBy(sequences.LengthOf)];
        var order = Enumerable.Range(0, Steps).ToArray();
        random.Shuffle(order.AsSpan());
        foreach (var step in order)
        {
            var start = Math.Min(step * settings.BatchSize, windows.Length);
            yield return Make(windows.AsSpan(start, Math.Min(settings.BatchSize, windows.Length - start)), random);
        }
    }

    private Batch Make(ReadOnlySpan<(int User, int End)> windows, SplitMix random)
    {
        var length = windows.Length == 0 ? 1 : sequences.LengthOf(windows[^1]);
        var used = new List<long>();
        Array.Fill(_position, -1);
        var items = new long[windows.Length * length];
        var types = new long[items.Length];
        var gaps = new long[items.Length];
        var present = new float[items.Length];
        var positions = new List<long>();
        var targets = new List<long>();
        for (var b = 0; b < windows.Length; b++)
        {
            var events = sequences.Events(windows[b]);
            var (row, first) = (b * length + length - events.Length, windows[b].End - events.Length);
            var timed = random.Unit() >= Untimed;
            for (var t = 0; t < events.Length; t++)
            {
                if (timed && t > 0) gaps[row + t] = EventGaps.Of(events[t - 1].Timestamp, events[t].Timestamp);
                items[row + t] = Use(events[t].Product, used);
                types[row + t] = (long)events[t].Type;
                present[row + t] = 1;
                var target = sequences.Target(windows[b].User, first + t, random);
                if (target < 0) continue;
                positions.Add(row + t);
                targets.Add(Use(target, used));
            }
        }
        var pairs = settings.SearchWeight > 0 ? queries.Draw(settings.BatchSize * QueriesPerUser, random) : [];
        var queryTargets = pairs.Select(pair => Use(pair.Product, used)).ToArray();
        return new Batch
        {
            Users = windows.Length,
            Length = length,
            Items = items,
            Types = types,
            Gaps = gaps,
            Present = present,
            Positions = [.. positions],
            Targets = [.. targets],
            Queries = [.. pairs.Select(pair => pair.Features)],
            QueryTargets = queryTargets,
            Negatives = Negatives(used, random),
            Products = [.. used],
        };
    }

    private long[] Negatives(List<long> used, SplitMix random)
    {
        if (settings.Negatives == 0 || settings.Negatives >= products)
        {
            for (var product = 0; product < products; product++) Use(product, used);
            return [];
        }
        var negatives = new long[settings.Negatives];
        for (var i = 0; i < negatives.Length; i++) negatives[i] = Use(random.Below(products), used);
        return negatives;
    }

    private long Use(int product, List<long> used)
    {
        if (_position[product] < 0)
        {
            _position[product] = used.Count;
            used.Add(product);
        }
        return _position[product];
    }
}
