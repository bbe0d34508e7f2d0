using System.Text.Json;
using System.Text.RegularExpressions;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Reports;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Reports;

/// <summary>What the reports say of the bundle in production, of its data, and of how the new one was made.</summary>
public sealed class ChampionReportTests : IDisposable
{
    private readonly Shop _shop = new(), _production = new();

    public void Dispose()
    {
        _shop.Dispose();
        _production.Dispose();
    }

    [Fact]
    public void Both_figures_and_their_paired_difference_are_shown_for_each_task()
    {
        var leads = SampleReports.Challenge().Judgement.Champion;
        Assert.Equal([ScoreRow.Recommend, ScoreRow.Search], leads.Select(lead => lead.Task).Distinct());
        var ndcg = leads.First(lead => lead.Lead.Metric == "ndcg@10");
        Assert.Equal(ndcg.Bundle.Mean - ndcg.Champion.Mean, ndcg.Lead.Mean, 12);
        Assert.True(ndcg.Lead.Lower < ndcg.Lead.Mean && ndcg.Lead.Mean < ndcg.Lead.Upper);
        Assert.DoesNotContain(leads, lead => lead.Lead.Metric.StartsWith("gini", StringComparison.Ordinal));
        var page = HtmlReport.Render(SampleReports.Challenge());
        Assert.Contains("<h3>What changed</h3>", page, StringComparison.Ordinal);
        Assert.Contains("1.20 MB (+20.0 %)", page, StringComparison.Ordinal);
        Assert.Contains("Drift against the champion&#39;s data", page, StringComparison.Ordinal);
        Assert.Contains("major change", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_with_a_champion_looks_like_the_snapshot() =>
        Snapshot.Check(
            Repository.At("tests", "Judge.Tests", "Reports", "Snapshots", "challenge.html"),
            HtmlReport.Render(SampleReports.Challenge())
        );

    [Fact]
    public void Without_a_champion_or_with_itself_there_is_nothing_to_compare_and_the_page_says_so()
    {
        Assert.Contains("There is no bundle in production yet", HtmlReport.Render(SampleReports.Typical()), StringComparison.Ordinal);
        var itself = SampleReports.Typical();
        itself = itself with
        {
            Judgement = itself.Judgement with
            {
                Verdict = itself.Judgement.Verdict with { Champion = itself.Judgement.Verdict.Bundle },
            },
        };
        Assert.Contains("This very bundle is in production", HtmlReport.Render(itself), StringComparison.Ordinal);
        Assert.Empty(itself.Judgement.Champion);
    }

    [Fact]
    public void Data_that_moved_far_are_among_the_first_things_to_look_at() =>
        Assert.Contains(
            WorstFacts.Of(SampleReports.Challenge()),
            fact =>
                fact.StartsWith("The data have moved since the champion's: category (PSI ", StringComparison.Ordinal)
                && fact.EndsWith("most of all Home, 90.0 % of events then and 50.0 % now.", StringComparison.Ordinal)
        );

    [Fact]
    public void The_bundles_are_compared_by_catalogue_manifest_and_size()
    {
        Change(
            _production.Layout.Bundle,
            manifest =>
                manifest with
                {
                    Products = 999,
                    Card = new(StringComparer.Ordinal)
                    {
                        ["trained on"] = "11 purchases",
                        ["validation ndcg@10"] = "0.2811",
                        ["gone"] = "then",
                    },
                }
        );
        var catalogue = Path.Combine(_production.Layout.Bundle, Tables.Catalogue);
        File.WriteAllLines(catalogue, [.. File.ReadAllLines(catalogue).SkipLast(3), "old\tOld\tc\t\t1"]);
        var changes = Facts(_production.Layout.Bundle).Changes!;
        Assert.Equal((3, 1), (changes.Added, changes.Removed));
        Assert.NotEqual(changes.Size, changes.ChampionSize);
        Assert.Equal(
            [("products", "999", "1,000"), ("trained on", "11 purchases", "12,345 purchases"), ("gone", "then", null)],
            changes.Facts.Select(fact => (fact.Name, fact.Champion, fact.Bundle))
        );
    }

    [Fact]
    public void Drift_is_told_where_both_bundles_bring_what_their_data_looked_like()
    {
        Change(_production.Layout.Bundle, manifest => manifest with { Profile = SampleReports.Before });
        Assert.Equal("category", Facts(_production.Layout.Bundle).Drift![0].Attribute);
        Change(_production.Layout.Bundle, manifest => manifest with { Profile = null });
        Assert.Null(Facts(_production.Layout.Bundle).Drift);
        Assert.Null(Facts(null).Drift);
        Assert.Null(Facts(_shop.Layout.Bundle).Changes);
    }

    [Fact]
    public void The_shop_s_tables_are_named_where_the_record_is_about_this_dataset()
    {
        Directory.CreateDirectory(_shop.Layout.Steps);
        void Record(string dataset) =>
            File.WriteAllText(
                Path.Combine(_shop.Layout.Steps, "ingest.json"),
                ArtifactJson.Serialize(
                    new StepRecord
                    {
                        Step = "Ingest",
                        Key = Rows.Hash,
                        Inputs = new(StringComparer.Ordinal) { ["table events.csv"] = Rows.Hash, ["code"] = "x" },
                        Outputs = new(StringComparer.Ordinal) { ["dataset"] = dataset },
                        Started = "2026-01-01T00:00:00Z",
                        Seconds = 1,
                    }
                )
            );
        Record(ContentHash.OfFolder(_shop.Layout.Dataset));
        Assert.Equal([("events.csv", Rows.Hash)], Facts(null).Sources.Select(table => (table.Key, table.Value)));
        Record(Rows.Hash);
        Assert.Empty(Facts(null).Sources);
        File.WriteAllText(Path.Combine(_shop.Layout.Steps, "ingest.json"), "{");
        Assert.Empty(Facts(null).Sources);
    }

    [Theory]
    [InlineData("epoch\tloss\tanything\n0\t\t0.5\n1\t2.5\t\n", null)]
    [InlineData("epoch\tloss\n0\t1\n", "nothing")]
    [InlineData("step\tloss\n0\t1\n1\t1\n", "line 1: the first column is 'step'")]
    [InlineData("epoch\tloss\n0\t1\n1\tNaN\n", "line 3: unusable loss 'NaN'")]
    [InlineData("epoch\tloss\n0\t1\n1.5\t1\n", "line 3: unusable epoch '1.5'")]
    public void Learning_curves_are_read_whatever_was_measured(string table, string? wrong)
    {
        Directory.CreateDirectory(_shop.Layout.Train);
        File.WriteAllText(Path.Combine(_shop.Layout.Train, CheckpointInfo.CurveFile), table);
        if (wrong is not (null or "nothing"))
        {
            Assert.Contains(wrong, Assert.Throws<ArtifactException>(() => Facts(null)).Message, StringComparison.Ordinal);
            return;
        }
        var curves = Facts(null).Curves;
        Assert.Equal(wrong is null ? 1 : 0, curves.Count);
        if (wrong is null) Assert.Equal([null, 2.5], curves[0].Figures["loss"]);
    }

    [Fact]
    public void A_curve_of_equal_values_and_one_of_a_single_value_are_drawn_all_the_same()
    {
        foreach (var values in new[] { new double?[] { 0, 0, 0 }, [null, 0.25, null], [3, 2, 1] })
        {
            var picture = CurvePicture.Of("NDCG", [0, 1, 2], values, best: true).ToString();
            Assert.DoesNotContain("NaN", picture, StringComparison.Ordinal);
            Assert.Contains("<polyline points=\"", picture, StringComparison.Ordinal);
            Assert.Contains($"best {values.Max():0.0000} after epoch", picture, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_was_not_measured_has_no_curve()
    {
        var curve = new LearningCurve(
            "train",
            [0, 1],
            new Dictionary<string, IReadOnlyList<double?>>
            {
                ["loss"] = [null, 2],
                ["search"] = [0, 0],
                ["none"] = [null, null],
            }
        );
        var page = HtmlReport.Render(SampleReports.Typical() with { Facts = new ReportFacts { Curves = [curve] } });
        Assert.Single(Regex.Matches(page, "<figcaption>"));
        Assert.Contains("<figcaption>loss</figcaption>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_any_of_it_still_renders()
    {
        var bare = SampleReports.Typical() with { Facts = ReportFacts.None, Bundle = Manifests.Bundle() with { Profile = null } };
        Assert.DoesNotContain("Learning curves", HtmlReport.Render(bare), StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(JsonReport.Render(bare)).RootElement.TryGetProperty("drift", out _));
    }

    private ReportFacts Facts(string? champion) => ReportFacts.Read(_shop.Layout, champion, ContentHash.OfFolder);

    private static void Change(string bundle, Func<BundleManifest, BundleManifest> change)
    {
        var path = Path.Combine(bundle, BundleManifest.FileName);
        File.WriteAllText(path, ArtifactJson.Serialize(change(ArtifactJson.Read<BundleManifest>(path))));
    }
}
