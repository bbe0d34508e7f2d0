using CsCheck;
using Recsys.Model.Training;
using Xunit;

namespace Recsys.Model.Tests.Training;

public sealed class SplitMixTests
{
    [Fact]
    public void It_is_the_published_generator()
    {
        var random = new SplitMix(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next())
        );
    }

    [Fact]
    public void A_generator_with_the_state_of_another_continues_it()
    {
        var first = new SplitMix(9);
        for (var i = 0; i < 10; i++) first.Next();
        var second = new SplitMix(first.State);
        Assert.Equal(first.Next(), second.Next());
    }

    [Fact]
    public void Numbers_stay_in_their_ranges_and_reach_all_of_them() => Gen.Select(Gen.ULong, Gen.Int[1, 50]).Sample((seed, bound) =>
    {
        var random = new SplitMix(seed);
        Assert.Equal(Enumerable.Range(0, bound), Enumerable.Range(0, 60 * bound).Select(_ => random.Below(bound)).Distinct().Order());
        var units = Enumerable.Range(0, 1000).Select(_ => random.Unit()).ToArray();
        Assert.All(units, unit => Assert.InRange(unit, 0, Math.BitDecrement(1.0)));
        Assert.InRange(units.Average(), 0.4, 0.6);
    }, iter: 20);

    [Fact]
    public void A_shuffle_is_a_permutation_and_every_order_of_three_is_as_likely()
    {
        var random = new SplitMix(5);
        var counts = Enumerable.Range(0, 6000).Select(_ =>
        {
            var items = new[] { 0, 1, 2 };
            random.Shuffle(items.AsSpan());
            return string.Concat(items);
        }).CountBy(order => order).ToArray();

        Assert.Equal(["012", "021", "102", "120", "201", "210"], counts.Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.All(counts, pair => Assert.InRange(pair.Value, 880, 1120));
    }
}
