using Recsys.Build.Benchmarks;
using Recsys.Judge.Judging;
using Recsys.Judge.Statistics;
using Xunit;

namespace Recsys.Build.Tests.Benchmarks;

/// <summary>The judge errs as seldom as it says, on scores that look like a shop's: many zeros, few and uneven differences.</summary>
public sealed class JudgeSimulationTests
{
    private static JudgeSample Sample()
    {
        var random = SplitMix64.Stream(1, 1);
        var (scores, differences) = (new double[1_435], new double[1_435]);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = random.NextDouble() < 0.62 ? 0 : 1 / Math.Log2(2 + random.Next(10));
            differences[i] = random.NextDouble() < 0.7 ? 0 : (random.NextDouble() - 0.5) * (random.Next(8) == 0 ? 1 : 0.15);
        }
        return new JudgeSample(scores, differences);
    }

    [Fact]
    public void Two_hundred_shops_of_known_truth_are_judged_within_the_promised_rates()
    {
        var found = new JudgeSimulation(Sample(), trials: 200, Adjudicator.FewestResamples, seed: 1).Run();
        Assert.InRange(found.EqualFails, 0, 0.05);
        Assert.InRange(found.EqualPasses, 0.90, 1);
        Assert.InRange(found.SlicePassesAtMargin, 0.005, 0.08);
        Assert.Equal(0, found.SlicePassesAtTriple);
        Assert.InRange(found.DifferenceCoverage, 0.93, 0.97);
        Assert.InRange(found.MeanCoverage, 0.93, 0.97);
    }

    [Fact]
    public void The_same_seed_finds_the_same_and_another_seed_something_else()
    {
        JudgeFindings Run(int seed) => new JudgeSimulation(Sample(), trials: 60, Adjudicator.FewestResamples, seed).Run();
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    [Fact]
    public void The_peer_in_the_timing_finds_the_same_draws()
    {
        // Compare throws where the two disagree.
        var (ours, naive) = JudgeTiming.Compare(Sample().Scores, 20_000, 300, seed: 3, TimeProvider.System);
        Assert.True(ours > TimeSpan.Zero && naive > TimeSpan.Zero);
    }
}
