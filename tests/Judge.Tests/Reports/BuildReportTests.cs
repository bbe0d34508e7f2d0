using System.Text.Json;
using System.Text.RegularExpressions;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Reports;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Reports;

/// <summary>What a release engineer asks of a bundle beside its quality.</summary>
public sealed class BuildReportTests : IDisposable
{
    private readonly Shop _shop = new();

    public void Dispose() => _shop.Dispose();

    private static PassedVerdict Pass(string bundle, string by, string epochs, string engine = "sha256:1") =>
        new()
        {
            Verdict = Rows.Hash,
            Bundle = bundle,
            Circumstances = new Circumstances { At = "2026-01-02T03:04:05Z", By = by, Commit = new string('a', 40) },
            Settings = new(StringComparer.Ordinal) { ["train.max_epochs"] = epochs, ["seed"] = "1" },
            Code = new(StringComparer.Ordinal) { ["src/Engine"] = engine, ["src/Model"] = "sha256:2" },
        };

    [Fact]
    public void What_changed_is_told_since_the_champion_else_since_the_last_pass()
    {
        PassedVerdict[] passes = [Pass("sha256:one", "ann", "5"), Pass("sha256:two", "bob", "6")];
        var now = Pass("sha256:three", "eve", "7", engine: "sha256:9");
        now.Settings["verify.unmeasured"] = "\"warn\"";
        ChangesSince? Since(string? champion, params PassedVerdict[] all) => ChangesSince.Of(all, champion, now.Settings, now.Code);

        Assert.Null(Since(null));
        var last = Since("sha256:unknown", passes)!;
        Assert.Equal(("sha256:two", false, "bob"), (last.Bundle, last.IsChampion, last.Circumstances.By));
        var champion = Since("sha256:one", passes)!;
        Assert.True(champion.IsChampion);
        Assert.Equal(
            [new ChangedSetting("train.max_epochs", "5", "7"), new ChangedSetting("verify.unmeasured", null, "\"warn\"")],
            champion.Settings
        );
        Assert.Equal(["src/Engine"], champion.Code);
    }

    [Fact]
    public void Sizes_name_the_image_of_another_bundle_as_such_and_do_without_what_is_not_there()
    {
        var sizes = BuildSizes.Of(_shop.Layout, Rows.Hash);
        Assert.Equal((null, null, null), (sizes.Reference, sizes.Image, sizes.Compression));

        Directory.CreateDirectory(_shop.Layout.Reference);
        File.WriteAllBytes(Path.Combine(_shop.Layout.Reference, "items.bin"), new byte[3 * sizes.Bundle]);
        Directory.CreateDirectory(_shop.Layout.Image);
        File.WriteAllText(
            Path.Combine(_shop.Layout.Image, ImageInfo.FileName),
            ArtifactJson.Serialize(
                new ImageInfo
                {
                    Reference = "shop:latest",
                    Architecture = "amd64",
                    Id = Rows.Hash,
                    Digest = Rows.Hash,
                    Bundle = Rows.Hash,
                    Layers = [],
                    Size = 50,
                    CompressedSize = 20,
                    SizeWithoutBundle = 1,
                    CompressedSizeWithoutBundle = 1,
                }
            )
        );
        sizes = BuildSizes.Of(_shop.Layout, Rows.Hash);
        Assert.Equal((3.0, new ImageSizes(50, 20, true)), (sizes.Compression, sizes.Image));
        Assert.False(BuildSizes.Of(_shop.Layout, "sha256:other").Image!.IsOfThisBundle);
    }

    [Fact]
    public void The_page_has_commit_date_who_sizes_and_changes_and_the_verdict_has_none_of_it()
    {
        var report = SampleReports.Challenge();
        var page = HtmlReport.Render(report);
        foreach (
            var fact in new[]
            {
                "2026-11-25 10:00 UTC by ann",
                new string('c', 40),
                "4.00 times smaller than the fp32 bundle of 4.80 MB",
                "51.20 MB of files, 20.50 MB as stored (the last one made, with another bundle)",
                "Since the champion",
                "Code: src/Engine.",
                "train.max_epochs",
            }
        )
            Assert.Contains(fact, page, StringComparison.Ordinal);
        var verdict = ArtifactJson.Serialize(report.Judgement.Verdict);
        Assert.DoesNotContain("ann", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("2026", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_stand_side_by_side_with_the_champion_s()
    {
        var page = HtmlReport.Render(SampleReports.Challenge());
        Assert.Contains("<h3>Golden query: milk</h3>", page, StringComparison.Ordinal);
        Assert.Contains("<li>Whole milk ● <small>was 2</small></li>", page, StringComparison.Ordinal);
        Assert.Contains("<li>Oat milk <small>new</small></li>", page, StringComparison.Ordinal);
        Assert.Contains("Before (champion)", page, StringComparison.Ordinal);
        Assert.Contains("Last: Bread; (a product that few bought)", page, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(JsonReport.Render(SampleReports.Challenge()));
        Assert.Equal(2, json.RootElement.GetProperty("examples").GetArrayLength());
    }

    // On a narrow screen a table shows its first columns; the others are scrolled to.
    [Fact]
    public void The_columns_that_matter_come_first()
    {
        var page = HtmlReport.Render(SampleReports.Challenge());
        var heads = Regex
            .Matches(page, "<thead><tr>(.*?)</tr></thead>", RegexOptions.Singleline)
            .Select(match => Regex.Matches(match.Groups[1].Value, "<th[^>]*>([^<]*)</th>").Select(head => head.Groups[1].Value).ToArray())
            .ToList();
        Assert.Equal(["Slice", "Change", "Lead"], heads.Single(head => head[0] == "Slice").Take(3));
        Assert.All(heads.Where(head => head.Contains("Difference")), head => Assert.Equal(["Metric", "Difference"], head.Take(2)));
        Assert.Equal(2, heads.Count(head => head.Contains("Difference")));
    }
}
