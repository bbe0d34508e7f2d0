using Recsys.Build.Reporting;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Reports;
using Recsys.Steps;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Run;

/// <summary>The records that runs leave, and the history made of them.</summary>
public sealed class RunRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ArtifactLayout Layout => new(_folder.At("shop"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_records_what_its_steps_came_to()
    {
        using var run = Begin();
        Directory.CreateDirectory(Layout.Bundle);
        File.WriteAllText(Path.Combine(Layout.Bundle, "items.bin"), "12345");
        Write(Layout.Verify, VerifyReport.JsonName, """
            {"systems":[{"task":"recommend","system":"bundle","metrics":[{"metric":"ndcg@10","mean":0.25},{"metric":"mrr","mean":0.5}]},
            {"task":"recommend","system":"popularity","metrics":[{"metric":"ndcg@10","mean":0.1}]}]}
            """
        );
        Write(
            Layout.Verify,
            Verdict.FileName,
            ArtifactJson.Serialize(
                new Verdict
                {
                    Outcome = Verdict.Pass,
                    Bundle = "",
                    Dataset = "",
                    Scores = "",
                    Behaviour = "",
                    Checks = [],
                    Provenance = Recsys.Testing.Judge.Rows.Provenance,
                    Gates = [],
                    Reason = "",
                }
            )
        );
        foreach (var (name, folder) in new[] { ("Quantize", Layout.Bundle), ("Verify", Layout.Verify) })
            run.Steps.Run(new Step { Name = name, Inputs = [], Outputs = [folder], Run = () => [] });

        run.End(RunRecord.Done, null);

        var record = ArtifactJson.Read<RunRecord>(Path.Combine(Layout.Root, RunRecord.FileName));
        Assert.Equal(("Deploy", RunRecord.Done, 5L, Verdict.Pass), (record.Target, record.Outcome, record.BundleSize, record.Verdict));
        Assert.Equal(ContentHash.OfFolder(Layout.Bundle), record.Bundle);
        Assert.Equal([KeyValuePair.Create("recommend", 0.25)], record.Ndcg!);
        Assert.Null(record.ImageDigest);
        Assert.Equal([("Quantize", RunStep.Ran), ("Verify", RunStep.Ran)], record.Steps.Select(step => (step.Step, step.Decision)));
        Assert.Equal(ArtifactJson.Serialize(record), ArtifactJson.Serialize(Assert.Single(new RunRecords(Layout).Read(20))));
        using var next = RunLock.Take(Layout.Root, RunOwner.ThisProcess("", TimeProvider.System));
        Assert.True(next.IsInPlace);
    }

    [Fact]
    public void A_failed_run_says_what_ended_it_and_claims_no_older_result()
    {
        using var run = Begin();
        Write(Layout.Bundle, "items.bin", "of an earlier run");
        Assert.Throws<FaultException>(() =>
            run.Steps.Run(
                new Step
                {
                    Name = "Quantize",
                    Inputs = [],
                    Outputs = [Layout.Bundle],
                    Run = () => throw new FaultException("broken"),
                }
            )
        );

        run.End(RunRecord.Failed, "broken");

        var record = Assert.Single(new RunRecords(Layout).Read(20));
        Assert.Equal(
            (RunRecord.Failed, "broken", null, RunStep.Failed),
            (record.Outcome, record.Error, record.Bundle, Assert.Single(record.Steps).Decision)
        );
    }

    [Fact]
    public void The_history_fits_80_columns()
    {
        RunRecord[] runs =
        [
            Record("Deploy", "2026-11-01T10:00:00Z") with
            {
                Seconds = 1234.5,
                Ndcg = new() { ["recommend"] = 0.1234567, ["search"] = 0.9 },
                BundleSize = 12_345_678,
                ImageSize = 98_765_432,
            },
            Record("VerifyImageTwice", "2026-11-01T10:00:00.1234567Z") with
            {
                Outcome = RunRecord.NotEnoughEvidence,
                Ndcg = new() { ["search"] = 0.5 },
            },
            Record("Verify", "2026-11-02T23:59:59Z") with
            {
                Outcome = RunRecord.VerifyFailed,
                BundleSize = 123_456_789_012,
                ImageSize = 999_999_999_999,
                Seconds = 99_999_999,
            },
            Record("Train", "2026-11-03T00:00:00Z") with
            {
                Outcome = RunRecord.Interrupted,
                Seconds = 0.04,
            },
            Record("Deploy", "2026-11-04T00:00:00Z") with
            {
                Override = new VerdictOverride
                {
                    Outcome = Verdict.NotEnoughEvidence,
                    By = "ann",
                    Reason = "the shop opened on Monday, and " + new string('x', 100) + " until there are more users we show it to few",
                },
            },
        ];
        var lines = HistoryTable.Of(runs, 80);

        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
        Snapshot.Check(Repository.At("tests", "Build.Tests", "Reporting", "Snapshots", "history.txt"), string.Join('\n', lines) + "\n");
        Assert.Equal(["No runs are recorded here yet."], HistoryTable.Of([], 80));
    }

    [Fact]
    public void The_picture_is_one_document_with_every_figure_that_is_known()
    {
        var svg = HistoryPlot.Of([
            Record("Train", "2026-11-01T10:00:00Z"),
            Record("Deploy", "2026-11-02T10:00:00Z") with
            {
                Ndcg = new() { ["recommend"] = 0.1 },
                BundleSize = 5_000_000,
            },
        ]);

        var document = System.Xml.Linq.XDocument.Parse(svg);
        Assert.Equal(3, document.Root!.Elements().Count()); // no image
        var ids = document.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>().ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.All(document.Root.Elements(), part => Assert.NotEmpty(part.Descendants()));
    }

    private static RunRecord Record(string target, string started) =>
        new()
        {
            Target = target,
            Outcome = RunRecord.Done,
            Started = started,
            Seconds = 1,
            Steps = [],
        };

    private static void Write(string folder, string name, string text)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), text);
    }

    private PipelineRun Open() =>
        new(
            Layout,
            "Deploy",
            RunOptions.None,
            new CacheSettings(null, 0),
            new CakeStepLog(new LogLines()),
            TimeProvider.System,
            (record, journal, hashes) => RunFacts.Add(PipelineSteps.All, record, journal, Layout, hashes)
        );

    private PipelineRun Begin()
    {
        var run = Open();
        run.Begin();
        return run;
    }
}
