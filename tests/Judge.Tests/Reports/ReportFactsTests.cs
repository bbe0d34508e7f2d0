using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Measuring;
using Recsys.Judge.Reports;
using Recsys.Testing.Judge;
using Xunit;
using Shop = Recsys.Testing.Judge.Shop;

namespace Recsys.Judge.Tests.Reports;

/// <summary>What is read for the report beside the judgement, and the sentences that it leads with.</summary>
public sealed class ReportFactsTests : IDisposable
{
    private readonly Shop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Pruning_curves_and_source_tables_come_from_the_artefacts()
    {
        foreach (var folder in new[] { _shop.Layout.Train, _shop.Layout.Prune, _shop.Layout.Steps }) Directory.CreateDirectory(folder);
        foreach (var folder in new[] { _shop.Layout.Train, _shop.Layout.Prune })
            File.WriteAllText(Path.Combine(folder, CheckpointInfo.CurveFile), "epoch\tloss\n0\t\n1\t2.5\n");
        var layer = new PrunedLayer
        {
            Name = "block0",
            Neurons = 4,
            Kept = [0, 2, 3],
            KeptEnergy = 0.9,
            WeightsBefore = 8,
            WeightsAfter = 6,
        };
        Write(_shop.Layout.Prune, PruningReport.FileName, ArtifactJson.Serialize(new PruningReport { Layers = [layer] }));
        Write(_shop.Layout.Steps, "ingest.json", ArtifactJson.Serialize(Ingest(ContentHash.OfFolder(_shop.Layout.Dataset))));

        var facts = Read();

        Assert.Equal([("block0: energy kept", 0.9), ("block0: neurons kept", 0.75)], facts.Pruning.Select(fact => (fact.Key, fact.Value)));
        Assert.Equal(["train", "prune"], facts.Curves.Select(curve => curve.Step));
        Assert.Equal(new double?[] { null, 2.5 }, facts.Curves[0].Figures["loss"]);
        Assert.Equal([("events.csv", "sha256:1")], facts.Sources.Select(source => (source.Key, source.Value)));
        Assert.Null(facts.Changes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_another_dataset_or_an_unreadable_record_no_source_is_claimed(bool readable)
    {
        Directory.CreateDirectory(_shop.Layout.Steps);
        Assert.Empty(Read().Sources);

        Write(_shop.Layout.Steps, "ingest.json", readable ? ArtifactJson.Serialize(Ingest(ContentHash.OfText("other"))) : "{");

        Assert.Empty(Read().Sources);
    }

    private static readonly SliceSummary Slice = new()
    {
        Task = "search",
        Slice = "short_queries",
        Description = "up to 5 letters and digits",
        Count = 1234,
        Informs = false,
        Bundle = new MetricSummary("ndcg@10", 0.25, 0.2, 0.3),
    };

    [Fact]
    public void A_slice_is_told_beside_the_model_before_and_the_best_baseline()
    {
        const string Start = "Worst slice: search short_queries (up to 5 letters and digits), NDCG@10 0.2500 over 1,234 queries";
        var (loss, gain) = (new MetricSummary("ndcg@10", -0.05, -0.1, 0), new MetricSummary("ndcg@10", 0.125, 0.1, 0.2));

        Assert.Equal($"{Start}.", WorstFacts.Slice(Slice));
        Assert.Equal($"{Start}.", WorstFacts.Slice(Slice with { Opponent = "champion", Lead = gain }));
        Assert.Equal(
            $"{Start}, 0.0500 behind champion, 0.1250 ahead of BM25.",
            WorstFacts.Slice(Slice with { Opponent = "champion", Change = loss, BestBaseline = "bm25", Lead = gain })
        );
        Assert.Equal(
            $"{Start}, 0.0000 ahead of champion.",
            WorstFacts.Slice(Slice with { Opponent = "champion", Change = loss with { Mean = 0 } })
        );
    }

    [Fact]
    public void What_is_not_good_comes_first_each_fact_once()
    {
        var report = SampleReports.Typical();
        var verdict = report.Judgement.Verdict;
        var gate = verdict.Gates.Single(one => one.Outcome == Verdict.Fail);
        IReadOnlyList<string> Facts(IReadOnlyList<GateResult> gates, BehaviourResult? check = null, params string[] warnings)
        {
            var said = verdict with { Gates = gates, Checks = [check ?? verdict.Checks[0], .. verdict.Checks.Skip(1)] };
            return WorstFacts.Of(
                report with
                {
                    Judgement = report.Judgement with { Verdict = said, Warnings = warnings, Slices = [] },
                }
            );
        }
        var bad = verdict.Checks[0] with { Outcome = Verdict.Fail, Reason = "fails in 2 of 20 cases" };

        Assert.Equal(
            [
                $"Behaviour {bad.Name}: fails in 2 of 20 cases.",
                "No gates are configured: nothing was demanded of this bundle.",
                "Look here.",
            ],
            Facts([], bad, "look here.", "look here.")
        );
        Assert.Equal(
            [
                $"Gate f failed: {Labels.Gate(gate)}: too bad.",
                $"Gate o is not decided: {Labels.Gate(gate)}: too few.",
                "Gate n is not applicable: no champion.",
            ],
            Facts([
                gate with { Name = "n", Outcome = Verdict.NotApplicable, Reason = "no champion" },
                gate with { Name = "o", Outcome = Verdict.NotEnoughEvidence, Reason = "too few" },
                gate with { Name = "f", Reason = "too bad" },
            ])
        );
        var wide = gate with { Name = "wide", Outcome = Verdict.Pass, AtLeast = gate.LowerBound - 0.5 };
        var bundle = report.Judgement.Systems.First(system => system.System == "bundle");
        var coverage = bundle.Metrics.First(one => one.Metric == "coverage@10");
        Assert.Equal(
            [
                $"Narrowest gate: narrow has {NumberFormat.Text((wide with { AtLeast = gate.LowerBound - 0.1 }).Spare)} to spare.",
                "2.0 % of the rows in events were rejected (1,000 of 50,000).",
                $"{NumberFormat.Percent(1 - coverage.Mean)} of the catalogue is in nobody's first ten (recommend).",
            ],
            Facts([wide, wide with { Name = "narrow", AtLeast = gate.LowerBound - 0.1 }])
        );
        Assert.DoesNotContain(
            WorstFacts.Of(
                report with
                {
                    Dataset = Manifests.Dataset() with
                    {
                        Tables = new(StringComparer.Ordinal) { ["events"] = new TableReport { Read = 5, Kept = 5, Rejected = [] } },
                    },
                    Judgement = report.Judgement with { Verdict = verdict with { Gates = [wide] }, Slices = [], Warnings = [] },
                }
            ),
            fact => fact.Contains("rejected", StringComparison.Ordinal)
        );
    }

    private ReportFacts Read() => ReportFacts.Read(_shop.Layout, null, ContentHash.OfFolder);

    private static void Write(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private static StepRecord Ingest(string dataset) =>
        new()
        {
            Step = "Ingest",
            Key = "",
            Inputs = new(StringComparer.Ordinal) { ["code"] = "1", ["table events.csv"] = "sha256:1" },
            Outputs = new(StringComparer.Ordinal) { ["dataset"] = dataset },
            Started = "",
            Seconds = 1,
        };
}
