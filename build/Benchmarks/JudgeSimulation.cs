using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Gates;
using Recsys.Judge.Metrics;
using Recsys.Judge.Statistics;

namespace Recsys.Build.Benchmarks;

/// <summary>One metric of real users: what the simulation draws from.</summary>
/// <param name="Scores">Each user's score under the bundle, within [0, 1].</param>
/// <param name="Differences">Each user's paired difference to another system.</param>
public sealed record JudgeSample(double[] Scores, double[] Differences);

/// <summary>How often the judge decided what, as shares of the trials.</summary>
/// <param name="Margin">Margin of the gate over all users: what their number decides with 95 % power.</param>
/// <param name="SliceMargin">The same of the slice.</param>
/// <param name="EqualFails">Equal systems failed.</param>
/// <param name="EqualPasses">Equal systems passed.</param>
/// <param name="SlicePassesAtMargin">A slice that lost exactly its margin passed.</param>
/// <param name="SlicePassesAtTriple">A slice that lost three times its margin passed.</param>
/// <param name="DifferenceCoverage">The two-sided 95 % interval of a difference held the truth.</param>
/// <param name="MeanCoverage">The two-sided 95 % interval of a mean held the truth.</param>
public sealed record JudgeFindings(double Margin, double SliceMargin, double EqualFails, double EqualPasses,
    double SlicePassesAtMargin, double SlicePassesAtTriple, double DifferenceCoverage, double MeanCoverage);

/// <summary>
/// The judge's own intervals and gates on shops whose truth is known. A trial gives each user a difference that is drawn,
/// independently of the user, from the real ones with a random sign: so the noise has its real shape and the true
/// difference is exactly 0, or what was planted. For means the real users are the population.
/// </summary>
public sealed class JudgeSimulation(JudgeSample sample, int trials, int resamples, int seed)
{
    /// <summary>Users of the planted slice.</summary>
    public const int SliceUsers = 300;

    // Trials that share their resamples: their values stay in the processor's cache while every resample passes over them.
    private const int Batch = 50;
    private const double TwoSided = Level.Alpha / 2;

    public JudgeFindings Run()
    {
        var users = sample.Differences.Length;
        var margin = Printed();
        var sliceMargin = margin * Math.Sqrt((double)users / SliceUsers);
        var mean = sample.Scores.Average();
        int fails = 0, passes = 0, atMargin = 0, atTriple = 0, differences = 0, means = 0;
        for (var first = 0; first < trials; first += Batch)
        {
            var numbers = Enumerable.Range(first, Math.Min(Batch, trials - first)).ToArray();
            foreach (var (values, draws) in Resample(numbers, users, Noise))
            {
                var interval = Interval.OfMean(values, draws, signed: true);
                var outcome = Decide(interval, margin);
                if (outcome == Verdict.Fail) fails++;
                if (outcome == Verdict.Pass) passes++;
                if (Holds(interval, 0)) differences++;
            }
            foreach (var (values, draws) in Resample(numbers, SliceUsers, Noise))
            {
                if (Decide(Shifted(values, draws, -sliceMargin), sliceMargin) == Verdict.Pass) atMargin++;
                if (Decide(Shifted(values, draws, -3 * sliceMargin), sliceMargin) == Verdict.Pass) atTriple++;
            }
            foreach (var (values, draws) in Resample(numbers, users, Scores))
                if (Holds(Interval.OfMean(values, draws, signed: false), mean)) means++;
        }
        double Share(int count) => (double)count / trials;
        return new JudgeFindings(
            margin,
            sliceMargin,
            Share(fails),
            Share(passes),
            Share(atMargin),
            Share(atTriple),
            Share(differences),
            Share(means)
        );
    }

    // What Verify prints for a gate on the real differences.
    private double Printed()
    {
        var draws = Bootstrap.Run([new MeanStatistic(sample.Differences)], sample.Differences.Length, resamples, seed)[0];
        return Rule(Interval.OfMean(sample.Differences, draws, signed: true), 0).Decide(1).Margin95!.Value;
    }

    private IEnumerable<(double[] Values, double[] Draws)> Resample(int[] numbers, int users, Func<int, int, double[]> make)
    {
        var values = numbers.Select(number => make(number, users)).ToArray();
        var draws = Bootstrap.Run([.. values.Select(one => new MeanStatistic(one))], users, resamples, unchecked(seed + numbers[0]));
        return values.Zip(draws);
    }

    private double[] Noise(int trial, int users)
    {
        var random = SplitMix64.Stream(seed, 3 * (ulong)trial + (users == SliceUsers ? 1UL : 0UL));
        var values = new double[users];
        for (var i = 0; i < users; i++)
            values[i] = (random.Next(2) == 0 ? 1 : -1) * sample.Differences[random.Next(sample.Differences.Length)];
        return values;
    }

    private double[] Scores(int trial, int users)
    {
        var random = SplitMix64.Stream(seed, 3 * (ulong)trial + 2);
        var values = new double[users];
        for (var i = 0; i < users; i++) values[i] = sample.Scores[random.Next(sample.Scores.Length)];
        return values;
    }

    private static string Decide(Interval interval, double margin)
    {
        var rule = Rule(interval, -margin);
        return rule.Decide(Holm.Adjust([rule.Probability!.Value])[0]).Outcome;
    }

    private static PairedScoreFinding Rule(Interval interval, double atLeast) =>
        new(new PairedScoreGate("margin", new GateSettings { Against = ScoreRow.Reference, AtLeast = atLeast }, Metric.Ndcg10))
        {
            Measured = interval,
        };

    // The resampled means of shifted values are the shifted means.
    private static Interval Shifted(double[] values, double[] draws, double by) =>
        Interval.OfMean(Array.ConvertAll(values, value => value + by), Array.ConvertAll(draws, draw => draw + by), signed: true);

    private static bool Holds(Interval interval, double truth) => interval.Lower(TwoSided) <= truth && truth <= interval.Upper(TwoSided);
}
