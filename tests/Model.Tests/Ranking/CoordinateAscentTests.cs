using Recsys.Model.Ranking;
using Xunit;

namespace Recsys.Model.Tests.Ranking;

public sealed class CoordinateAscentTests
{
    /// <summary>−Σ (weight − best)², with steps of ±1; counts what it is told.</summary>
    private sealed class Hill(params double[] best) : IRankingObjective
    {
        public List<WeightTrial> Accepted { get; } = [];

        public double Figure(double[] weights) => -weights.Zip(best).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second));

        public double Figure(double[] weights, WeightTrial trial) =>
            Figure([.. weights.Select((weight, i) => i == trial.Feature ? trial.Weight : weight)]);

        public IReadOnlyList<WeightTrial> Trials(double[] weights, int feature) =>
            [new(feature, weights[feature] - 1, -1), new(feature, weights[feature] + 1, 1)];

        public void Accept(double[] weights, WeightTrial trial) => Accepted.Add(trial);
    }

    [Fact]
    public void It_climbs_until_a_round_changes_nothing()
    {
        var (hill, weights) = (new Hill(3, -2), new double[2]);
        Assert.Equal(0, new CoordinateAscent(10, 1e-9, 0).Climb(weights, hill));
        Assert.Equal([3, -2], weights);
        Assert.Equal(5, hill.Accepted.Count);
    }

    [Fact]
    public void It_ends_after_the_rounds_it_may_take()
    {
        var weights = new double[2];
        Assert.Equal(-1, new CoordinateAscent(2, 1e-9, 0).Climb(weights, new Hill(3, -2)));
        Assert.Equal([2, -2], weights);
    }

    [Fact]
    public void A_step_must_bring_something()
    {
        var weights = new double[1];
        Assert.Equal(-9, new CoordinateAscent(10, 5, 0).Climb(weights, new Hill(3)));
        Assert.Equal([0], weights);
    }
}
