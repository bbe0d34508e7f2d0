using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;

namespace Recsys.Model.Training;

/// <summary>
/// Training sequences: each user's events of the train split in windows of at most L, filled from the newest event on. The target after
/// an event is drawn from the user's next purchases that lie strictly later, so that the products of one basket do not predict each
/// other. Later baskets may repeat earlier ones; where repeats are not recommended, what was bought before is no target.
/// </summary>
public sealed class Sequences
{
    private readonly UserEvents[] _users;
    private readonly int[][] _purchases;
    private readonly int[][] _firstLater;
    private readonly int _horizon;

    /// <param name="dataset">Its train split counts.</param>
    /// <param name="length">Events a window holds at most, L.</param>
    /// <param name="horizon">Purchases ahead that a target is drawn from.</param>
    /// <param name="repeats">false: only a user's first purchase of a product is a target.</param>
    public Sequences(Dataset dataset, int length, int horizon, bool repeats)
    {
        Length = length;
        _horizon = horizon;
        _users =
        [
            .. dataset
                .Users.Select(user => new UserEvents(
                    user.Id,
                    [.. user.Events.Take(user.Before(Split.Validation)).Where(e => e.Type != EventType.Return)]
                ))
                .Where(user => user.Events.Length > 1),
        ];
        _purchases = [.. _users.Select(user => Targets(user.Events, repeats))];
        _firstLater = [.. _users.Select((user, i) => FirstLater(user.Events, _purchases[i]))];
        Windows = [.. Cut()];
    }

    /// <summary>Events a window holds at most, L.</summary>
    public int Length { get; }

    /// <summary>The windows: a user and one past the window's last event.</summary>
    public (int User, int End)[] Windows { get; }

    /// <summary>Events in the window.</summary>
    public int LengthOf((int User, int End) window) => Math.Min(window.End, Length);

    /// <summary>The window's events.</summary>
    public ReadOnlySpan<EventRow> Events((int User, int End) window) =>
        _users[window.User].Events.AsSpan(Math.Max(0, window.End - Length), LengthOf(window));

    /// <summary>A target for the event at <paramref name="position"/> of the user's sequence, or -1 where no purchase follows.</summary>
    public int Target(int user, int position, SplitMix random)
    {
        var first = _firstLater[user][position];
        var choices = Math.Min(_horizon, _purchases[user].Length - first);
        return choices <= 0 ? -1 : _users[user].Events[_purchases[user][first + random.Below(choices)]].Product;
    }

    private IEnumerable<(int User, int End)> Cut()
    {
        for (var user = 0; user < _users.Length; user++)
        {
            if (_firstLater[user][0] >= _purchases[user].Length) continue; // nothing follows: nothing to learn
            for (var end = _users[user].Events.Length; end > 0; end -= Length) yield return (user, end);
        }
    }

    private static int[] Targets(EventRow[] events, bool repeats)
    {
        var seen = new HashSet<int>();
        return
        [
            .. Enumerable
                .Range(0, events.Length)
                .Where(i => events[i].Type == EventType.Purchase && (seen.Add(events[i].Product) || repeats)),
        ];
    }

    // For every event: index into the purchases of the first one with a later timestamp.
    private static int[] FirstLater(EventRow[] events, int[] purchases)
    {
        var result = new int[events.Length];
        var next = purchases.Length;
        for (var i = events.Length - 1; i >= 0; i--)
        {
            while (next > 0 && events[purchases[next - 1]].Timestamp > events[i].Timestamp) next--;
            result[i] = next;
        }
        return result;
    }
}
