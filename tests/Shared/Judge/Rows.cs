using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Gates;
using Recsys.Judge.Inputs;
using Recsys.Judge.Judging;
using Recsys.Judge.Statistics;

namespace Recsys.Testing.Judge;

/// <summary>Score rows and judge inputs made for a test.</summary>
internal static class Rows
{
    public const int Catalogue = 1000;
    public static readonly string Hash = ContentHash.OfText("x");
    public static readonly Provenance Provenance = new() { Settings = ContentHash.OfText("settings"), Code = ContentHash.OfText("code") };

    /// <summary>Every check that is always demanded, and none failed.</summary>
    public static BehaviourReport Behaviour(string bundle, string dataset, string? golden = null) =>
        new()
        {
            Bundle = bundle,
            Dataset = dataset,
            Golden = golden,
            Checks =
            [
                .. CheckRules
                    .Required(golden is not null)
                    .Select(name => new BehaviourCheck
                    {
                        Name = name,
                        Cases = 20,
                        Failed = 0,
                    }),
            ],
        };

    /// <summary>One row; the products shown are those whose index is the rank minus one.</summary>
    public static ScoreRow One(int relevant, params int[] ranks) => Of(ScoreRow.Bundle, "u", relevant, ranks);

    public static ScoreRow Of(
        string system,
        string subject,
        int relevant,
        int[] ranks,
        int history = 5,
        string task = ScoreRow.Recommend
    ) =>
        new()
        {
            Task = task,
            System = system,
            Subject = subject,
            History = history,
            Relevant = relevant,
            Ranks = ranks,
            Top = [.. Enumerable.Range(0, 10)],
        };

    /// <summary>
    /// Users with one relevant product each: found at rank 1 by <paramref name="system"/> with the given probability, else not at all.
    /// So NDCG@10, MRR and hit rate are all 0 or 1 and their expectation is <paramref name="hit"/>.
    /// </summary>
    public static IEnumerable<ScoreRow> Coins(
        string system,
        int users,
        double hit,
        ulong stream,
        int seed = 1,
        string task = ScoreRow.Recommend
    )
    {
        var random = SplitMix64.Stream(seed, stream);
        for (var i = 0; i < users; i++)
            yield return Of(system, $"u{i:D6}", 1, random.NextDouble() < hit ? [1] : [], history: i % 3 * 3, task: task);
    }

    public static VerifySettings Settings(params (string Name, GateSettings Gate)[] gates) =>
        new() { Gates = gates.ToDictionary(gate => gate.Name, gate => gate.Gate) };

    public static JudgeInput Input(IEnumerable<ScoreRow> rows, VerifySettings settings, int seed = 7) => new()
    {
        Rows = [.. rows],
        Settings = settings,
        Seed = seed,
        CatalogueSize = Catalogue,
        Bundle = Hash,
        Behaviour = Behaviour(Hash, Hash),
        Materials = new Materials
        {
            Dataset = Hash,
            Scores = Hash,
            Behaviour = Hash,
            Provenance = Provenance,
        },
    };

    public static Judgement Judge(IEnumerable<ScoreRow> rows, params (string Name, GateSettings Gate)[] gates) =>
        Adjudicator.Decide(Input(rows, Settings(gates)));
}
