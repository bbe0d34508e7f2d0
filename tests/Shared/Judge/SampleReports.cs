using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Serving;
using Recsys.Judge.Inputs;
using Recsys.Judge.Judging;
using Recsys.Judge.Reports;
using Recsys.Judge.Statistics;

namespace Recsys.Testing.Judge;

/// <summary>Reports with something in every place, of every outcome.</summary>
internal static class SampleReports
{
    public static readonly string Production = ContentHash.OfText("the one in production");

    public static readonly GateSettings Quality = new() { Against = ScoreRow.Reference, AtLeast = -0.03 };

    /// <summary>Without a champion.</summary>
    public static VerifyReport Of(params (string, GateSettings)[] gates) =>
        new(Rows.Judge(Scores(), gates), Manifests.Bundle(), Manifests.Dataset()) { Facts = Facts() };

    /// <summary>A failed gate, one that lacks evidence, one that holds.</summary>
    public static VerifyReport Typical() => Of(
        ("beats-popularity", new GateSettings { Against = ScoreRow.Popularity, AtLeast = 0.05 }),
        ("no-loss", Quality),
        ("own-frequency", new GateSettings { Against = ScoreRow.OwnFrequency, AtLeast = 0.02 }),
        ("search-mrr", new GateSettings { Task = ScoreRow.Search, Metric = "mrr", AtLeast = 0.4 }),
        ("search-reference", new GateSettings { Task = ScoreRow.Search, Metric = "mrr", Against = ScoreRow.Reference, AtLeast = -0.02 }));

    /// <summary>Beside a champion that is a little worse, whose data were other data.</summary>
    public static VerifyReport Challenge()
    {
        var rows = Scores()
            .Concat(Rows.Coins(ScoreRow.Champion, 600, 0.3, 9))
            .Concat(Rows.Coins(ScoreRow.Champion, 60, 0.5, 3, task: ScoreRow.Search));
        var judgement = Adjudicator.Decide(
            Rows.Input(rows, Rows.Settings(("keep", new GateSettings { Against = ScoreRow.Champion, AtLeast = -0.02 }))) with
            {
                Champion = Production,
                // Nobody measured the categories.
                Served = new ServedEndpoints([ServedEndpoint.Search, ServedEndpoint.Recommend, ServedEndpoint.Classify], []),
            }
        );
        return new VerifyReport(judgement, Manifests.Bundle(), Manifests.Dataset())
        {
            Facts = Facts() with
            {
                Changes = new ChampionChanges(
                    12,
                    3,
                    1_000_000,
                    1_200_000,
                    [
                        new ChangedFact("products", "991", "1,000"),
                        new ChangedFact("pruning", null, "96 of 128 neurons"),
                        new ChangedFact("classes", "40", null),
                    ]
                ),
                Drift = PopulationStability.Compare(Before, Manifests.Bundle().Profile!),
                Build = Build(),
                Examples = Examples(),
            },
        };
    }

    /// <summary>What the champion's data looked like.</summary>
    public static SortedDictionary<string, Distribution> Before => new(StringComparer.Ordinal)
    {
        ["category"] = new(Distribution.Events, [new("Home", 900), new("Toys", 50), new(Distribution.Other, 50)]),
        ["event_type"] = new(Distribution.Events, [new("view", 640), new("cart", 60), new("purchase", 295), new("return", 5)]),
        ["history_length"] = new(Distribution.Users, [new("1", 55), new("2 to 4", 25), new("5 to 9", 20)]),
    };

    private static BuildFacts Build(string? name = null) =>
        new()
        {
            Circumstances = new Circumstances { At = "2026-11-25T10:00:00Z", By = name ?? "ann", Commit = name ?? new string('c', 40) },
            Sizes = new BuildSizes { Bundle = 1_200_000, Reference = 4_800_000, Image = new ImageSizes(51_200_000, 20_500_000, false) },
            Since = new ChangesSince
            {
                Bundle = Production,
                IsChampion = true,
                Circumstances = new Circumstances { At = name ?? "2026-10-25T10:00:00Z", By = name ?? "bob" },
                Settings = [new ChangedSetting(name ?? "train.max_epochs", name ?? "8", name ?? "12")],
                Origins = [],
                Code = [name ?? "src/Engine"],
            },
        };

    private static AnswerExamples Examples(string? name = null) =>
        new()
        {
            Examples =
            [
                new AnswerExample
                {
                    Task = ScoreRow.Search,
                    Name = name ?? "Golden query: milk",
                    Query = name ?? "milk",
                    After = [new("1", name ?? "Whole milk", true), new("3", name ?? "Oat milk", false)],
                    Before = [new("2", name ?? "Chocolate milk", false), new("1", name ?? "Whole milk", true)],
                },
                new AnswerExample
                {
                    Task = ScoreRow.Recommend,
                    Name = name ?? "User 7 of the dataset, 5 events before",
                    History = [name ?? "Bread", "(a product that few bought)"],
                    After = [new(name ?? "4", "", false)],
                    Before = [],
                },
            ],
        };

    public static ReportFacts Facts(string? name = null) =>
        new()
        {
            Pruning = name is null
                ? new(StringComparer.Ordinal) { ["parameters removed"] = 18_432, ["share kept"] = 0.75 }
                : new(StringComparer.Ordinal) { [name] = 1 },
            Curves =
            [
                new LearningCurve(
                    "train",
                    [0, 1, 2, 3],
                    new Dictionary<string, IReadOnlyList<double?>>
                    {
                        ["loss"] = [null, 7.25, 6.5, 6.125],
                        [name ?? "validation_ndcg@10"] = [0.01, 0.2, 0.28, 0.27],
                    }
                ),
            ],
            Sources = new(StringComparer.Ordinal) { [name ?? "events.csv"] = ContentHash.OfText("e") },
            Build = name is null ? null : Build(name),
            Examples = name is null ? null : Examples(name),
            Changes = name is null ? null : new ChampionChanges(1, 1, 1, 1, [new ChangedFact(name, name, name)]),
            Drift = name is null
                ? null
                :
                [
                    PopulationStability.Compare(
                        name,
                        new(name, [new(name, 20)]),
                        new(name, [new(name, 10), new(Distribution.Other, 5)])
                    )!,
                ],
        };

    private static IEnumerable<ScoreRow> Scores()
    {
        var recommend = new[]
        {
            (ScoreRow.Bundle, 0.40),
            (ScoreRow.Reference, 0.41),
            (ScoreRow.Popularity, 0.15),
            (ScoreRow.ItemKnn, 0.30),
            (ScoreRow.OwnFrequency, 0.60),
        }.SelectMany((system, i) => Rows.Coins(system.Item1, 600, system.Item2, (ulong)i / 2));
        return recommend.Concat(
            Rows.Coins(ScoreRow.Bundle, 60, 0.5, 3, task: ScoreRow.Search)
                .Select((row, i) => i < 3 ? row with { Ranks = [], Top = [] } : row)
        );
    }
}
