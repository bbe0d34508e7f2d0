using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Xunit;

namespace Recsys.Model.Tests.Training;

public sealed class SequencesTests
{
    private static readonly Gen<(UserEvents[] Users, int Length, int Horizon)> Cases = Gen.Select(
        SmallDataset.Users(9),
        Gen.Int[1, 8],
        Gen.Int[1, 4]
    );

    /// <summary>What a user may teach: the train part without returns.</summary>
    private static EventRow[] Usable(UserEvents user) => [.. user.Events.Where(e => e.Split == Split.Train && e.Type != EventType.Return)];

    private static bool HasTarget(EventRow[] events) => events.Any(e => e.Type == EventType.Purchase && e.Timestamp > events[0].Timestamp);

    [Fact]
    public void Windows_cover_every_usable_event_once_newest_window_full() => Cases.Sample(c =>
    {
        var sequences = new Sequences(SmallDataset.Of(9, c.Users), c.Length, c.Horizon, repeats: true);

        var expected = c.Users.Select(Usable).Where(HasTarget).ToArray();
        var actual = sequences.Windows.GroupBy(window => window.User).OrderBy(group => group.Key).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (events, windows) in expected.Zip(actual))
        {
            var inOrder = windows.OrderBy(window => window.End).ToArray();
            Assert.Equal(events, inOrder.SelectMany(window => sequences.Events(window).ToArray()));
            Assert.All(inOrder.Skip(1), window => Assert.Equal(c.Length, sequences.LengthOf(window)));
            Assert.InRange(sequences.LengthOf(inOrder[0]), 1, c.Length);
        }
    }, iter: 60, threads: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_target_is_one_of_the_next_strictly_later_purchases_and_without_repeats_a_first_one(bool repeats) => Cases.Sample(c =>
    {
        var sequences = new Sequences(SmallDataset.Of(9, c.Users), c.Length, c.Horizon, repeats);
        var random = new SplitMix(3);

                foreach (var user in sequences.Windows.Select(window => window.User).Distinct())
                {
                    var events = sequences
                        .Windows.Where(window => window.User == user)
                        .OrderBy(window => window.End)
                        .SelectMany(window => sequences.Events(window).ToArray())
                        .ToArray();
                    var purchases = events
                        .Where(
                            (e, i) =>
                                e.Type == EventType.Purchase
                                && (
                                    repeats
                                    || !events
                                        .Take(i)
                                        .Any(earlier => earlier.Type == EventType.Purchase && earlier.Product == e.Product)
                                )
                        )
                        .ToArray();
                    for (var position = 0; position < events.Length; position++)
                    {
                        var allowed = purchases
                            .Where(e => e.Timestamp > events[position].Timestamp)
                            .Take(c.Horizon)
                            .Select(e => e.Product)
                            .ToHashSet();
                        var drawn = Enumerable.Range(0, 100).Select(_ => sequences.Target(user, position, random)).ToHashSet();
                        Assert.Equal(allowed.Count == 0 ? [-1] : allowed, drawn);
                    }
                }
            },
            iter: 60,
            threads: 1
        );

    [Fact]
    public void A_lone_oldest_event_still_has_its_window()
    {
        var user = SmallDataset.User("u", 100, 100, (1, EventType.View, 1), (2, EventType.Purchase, 2), (3, EventType.Purchase, 3));
        var sequences = new Sequences(SmallDataset.Of(4, [user]), length: 2, horizon: 1, repeats: true);

        Assert.Equal([(0, 3), (0, 1)], sequences.Windows);
        Assert.Equal(2, sequences.Target(0, 0, new SplitMix(1)));
    }
}
