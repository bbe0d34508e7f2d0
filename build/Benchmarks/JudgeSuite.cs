using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;
using Recsys.Judge.Metrics;

namespace Recsys.Build.Benchmarks;

/// <summary>Whether the judge errs as seldom as it says, on the shop's real scores, and how long it takes.</summary>
public sealed class JudgeSuite : IBenchmarkSuite
{
    private const int Trials = 2_000, Resamples = 2_000, Seed = 20260101, ManyUsers = 100_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public string Name => "judge";

    public BenchmarkResult Run(ArtifactLayout layout, TimeProvider clock)
    {
        var sample = Read(Path.Combine(layout.Verify, Tables.Scores), out var other);
        var started = clock.GetTimestamp();
        var found = new JudgeSimulation(sample, Trials, Resamples, Seed).Run();
        var simulated = clock.GetElapsedTime(started);
        var (ours, naive) = JudgeTiming.Compare(sample.Scores, ManyUsers, Resamples, Seed, clock);
        return new BenchmarkResult(
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"NDCG@10 of {sample.Scores.Length:N0} users of `verify/scores.tsv`, bundle against {other}; {Trials:N0} trials of "
                        + $"{Resamples:N0} resamples, seed {Seed}. "
                )
                    + "In a trial a user's difference is drawn, independently of the user, from the real differences with a random sign: "
                    + "noise of the real shape around a true difference of 0. "
                    + $"The gate's margin is the one that Verify prints as decidable with 95 % power: {NumberFormat.Text(found.Margin)} "
                    + $"for all users, {NumberFormat.Text(found.SliceMargin)} for a slice of {JudgeSimulation.SliceUsers}.",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Times are wall-clock on {Environment.ProcessorCount} cores; the simulation took {simulated.TotalSeconds:F1} s. The "
                        + $"peer draws and adds one value after another on one thread."
                ),
            ],
            [
                Share("equal systems fail", found.EqualFails, 0, 0.05),
                Share("equal systems pass", found.EqualPasses, 0.90, 1),
                Share("slice of 300 that lost exactly its margin passes", found.SlicePassesAtMargin, 0, 0.08),
                Share("slice of 300 that lost three times its margin passes", found.SlicePassesAtTriple, 0, 0),
                Share("95 % interval of a difference holds the truth", found.DifferenceCoverage, 0.93, 0.97),
                Share("95 % interval of a mean holds the truth", found.MeanCoverage, 0.93, 0.97),
                new("2,000 resamples of 100,000 users, two systems", Seconds(ours), $"less than {Seconds(Limit)}", ours < Limit),
                new("the same by the naive peer", Seconds(naive), "", true),
                new("times faster than the peer", (naive / ours).ToString("F1", CultureInfo.InvariantCulture), "", true),
            ]
        );
    }

    /// <summary>The users' NDCG@10, and their differences to the reference, else to the first other system.</summary>
    /// <exception cref="ArtifactException">The scores are missing or not of enough users.</exception>
    private static JudgeSample Read(string path, out string other)
    {
        var systems = ScoreFile
            .Read(path)
            .Where(row => row.Task == ScoreRow.Recommend)
            .GroupBy(row => row.System)
            .ToDictionary(
                group => group.Key,
                group =>
                    group.OrderBy(row => row.Subject, StringComparer.Ordinal).Select(row => Metric.Ndcg10.Of(row)).ToArray()
            );
        if (!systems.TryGetValue(ScoreRow.Bundle, out var bundle) || bundle.Length <= JudgeSimulation.SliceUsers)
            throw new ArtifactException(
                $"{path} has too few users to draw from. Remedy: run Verify on a shop with more than {JudgeSimulation.SliceUsers} users "
                    + $"in the test part."
            );
        other = systems.ContainsKey(ScoreRow.Reference)
            ? ScoreRow.Reference
            : systems.Keys.Where(system => system != ScoreRow.Bundle).Order(StringComparer.Ordinal).FirstOrDefault()
                ?? throw new ArtifactException($"{path} has the bundle only. Remedy: run Verify again.");
        return new JudgeSample(bundle, [.. bundle.Zip(systems[other], (ours, theirs) => ours - theirs)]);
    }

    private static Measurement Share(string what, double share, double least, double most)
    {
        static string Text(double value) => NumberFormat.Percent(value);
        var limit = (least, most) switch
        {
            (0, 0) => "never",
            (0, _) => $"at most {Text(most)}",
            (_, 1) => $"at least {Text(least)}",
            _ => $"{Text(least)} to {Text(most)}",
        };
        return new(what, (100 * share).ToString("0.00", CultureInfo.InvariantCulture) + " %", limit, share >= least && share <= most);
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s";
}
