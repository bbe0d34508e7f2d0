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

/// <summary>What a run's record says of its artefacts, of runs before it and of its own end, when not all goes well.</summary>
public sealed class RunFactsTests : IDisposable
{
    // A record's text is all that is needed here; who passes is decided elsewhere.
    private const string Passed =
        """{"format_version":1,"outcome":"pass","bundle":"","dataset":"","scores":"","behaviour":"","checks":[],"provenance":{"settings":"","code":""},"gates":[],"reason":""}""";

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    private ArtifactLayout Layout => new(_folder.At("shop"));

    private RunRecords Records => new(Layout);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_image_and_a_bundle_of_several_files_are_recorded_with_their_sizes()
    {
        using var run = Begin();
        Write(Layout.Bundle, "items.bin", "12345");
        Write(Layout.Bundle, "catalogue.tsv", "1234567");
        Write(Layout.Image, ImageInfo.FileName, ArtifactJson.Serialize(Image));
        Do(run, "Quantize", Layout.Bundle);
        Do(run, "DockerBuild", Layout.Image);

        run.End(RunRecord.Done, null);

        var record = Assert.Single(Records.Read(20));
        Assert.Equal((12L, Image.Digest, 4321L, null), (record.BundleSize, record.ImageDigest, record.ImageSize, record.Verdict));
    }

    [Fact]
    public void Results_of_steps_that_this_run_did_not_come_to_are_not_its_own()
    {
        using var run = Begin();
        Write(Layout.Bundle, "items.bin", "12345");
        Write(Layout.Image, ImageInfo.FileName, ArtifactJson.Serialize(Image));
        Write(Layout.Verify, Verdict.FileName, Passed);
        Do(run, "Train", Layout.Bundle);

        run.End(RunRecord.Done, null);

        var record = Assert.Single(Records.Read(20));
        Assert.Equal((null, null, null), (record.Bundle, record.ImageDigest, record.Verdict));
        Assert.DoesNotContain(_log.Lines, Lacks);
    }

    [Fact]
    public void Steps_whose_results_are_gone_leave_the_record_without_them()
    {
        using var run = Begin();
        Directory.CreateDirectory(Layout.Train);
        foreach (var step in new[] { "Quantize", "Verify", "DockerBuild" }) Do(run, step, Layout.Train);

        run.End(RunRecord.Done, null);

        var record = Assert.Single(Records.Read(20));
        Assert.Equal((null, null, null, null, 3), (record.Bundle, record.ImageDigest, record.Verdict, record.Ndcg, record.Steps.Count));
        Assert.DoesNotContain(_log.Lines, Lacks);
    }

    [Fact]
    public void A_verdict_without_a_report_is_recorded_without_figures()
    {
        using var run = Begin();
        Write(Layout.Verify, Verdict.FileName, Passed);
        Do(run, "Verify", Layout.Verify);

        run.End(RunRecord.Done, null);

        Assert.Equal((Verdict.Pass, null), (Records.Read(20)[0].Verdict, Records.Read(20)[0].Ndcg));
        Assert.DoesNotContain(_log.Lines, Lacks);
    }

    [Fact]
    public void A_run_with_a_cache_keeps_its_results_there()
    {
        using var run = new PipelineRun(
            Layout,
            "Train",
            RunOptions.None,
            new CacheSettings(_folder.At("cache"), CacheSettings.DefaultSize),
            new CakeStepLog(_log),
            TimeProvider.System
        );
        run.Begin();
        Write(Layout.Train, "weights.bin", "12345");

        run.Steps.Run(new Step { Name = "Train", Inputs = [], Outputs = [Layout.Train], Cached = true, Run = () => [] });

        Assert.Single(Directory.GetFiles(_folder.At("cache", "objects"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("{", Passed)]
    [InlineData("{}", Passed)]
    [InlineData("[]", Passed)]
    [InlineData("""{"systems":[]}""", "{")]
    public void Facts_that_cannot_be_read_are_left_out_and_told(string report, string verdict)
    {
        using var run = Begin();
        Write(Layout.Verify, VerifyReport.JsonName, report);
        Write(Layout.Verify, Verdict.FileName, verdict);
        Do(run, "Verify", Layout.Verify);

        run.End(RunRecord.Done, null);

        var record = Assert.Single(Records.Read(20));
        Assert.Equal((RunRecord.Done, null), (record.Outcome, record.Ndcg));
        Assert.Contains(_log.Lines, Lacks);
    }

    [Fact]
    public void A_record_that_cannot_be_written_does_not_change_how_the_run_ended()
    {
        using var run = Begin();
        Write(Layout.Root, RunRecord.Folder, "a file where the folder should be");

        run.End(RunRecord.Done, null);

        Assert.Contains(
            _log.Lines,
            line => line.StartsWith("The record of this run cannot be written: ", StringComparison.Ordinal) && line.Length > 45
        );
        using var next = Begin();
    }

    [Fact]
    public void A_run_says_what_a_killed_one_left_and_keeps_its_hashes_and_its_start()
    {
        Write(Layout.Steps, "train.json.tmp", "half");
        Write(Layout.Dataset, "events.tsv", "long ago");
        var later = new FixedClock(TimeProvider.System.GetUtcNow().AddHours(1));
        using var run = new PipelineRun(Layout, "Deploy", RunOptions.None, new CacheSettings(null, 0), new CakeStepLog(_log), later, Facts);
        run.Begin();
        run.Begin();
        run.Hashes.OfFolder(Layout.Dataset);

        run.End(RunRecord.Done, null);

        Assert.Equal(["An earlier run was killed and left train.json.tmp behind; it is removed."], _log.Lines);
        Assert.True(File.Exists(Path.Combine(Layout.Steps, HashMemo.FileName)));
        Assert.Equal(
            later.GetUtcNow().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            Assert.Single(Records.Read(20)).Started
        );
    }

    [Theory]
    [InlineData("--target=Train", "Train")]
    [InlineData("something else", "something else")]
    public void A_run_that_was_killed_is_recorded_by_the_next_one(string command, string target)
    {
        Write(
            Layout.Root,
            RunLock.OwnerName,
            System.Text.Json.JsonSerializer.Serialize(new RunOwner(7, "host", "2026-11-01T10:00:00Z", command))
        );

        using var run = Begin();

        var record = Assert.Single(Records.Read(20));
        Assert.Equal(
            (target, RunRecord.Killed, "2026-11-01T10:00:00Z", 0),
            (record.Target, record.Outcome, record.Started, record.Seconds)
        );
        Assert.Equal(
            $"An earlier run was killed: process 7 on host, since 2026-11-01T10:00:00Z ({command}). What it had finished is kept.",
            record.Error
        );
        Assert.Contains(record.Error, _log.Lines);
    }

    [Fact]
    public void Another_run_learns_which_target_holds_the_artefacts()
    {
        using var run = Begin();

        Assert.Contains("(--target=Deploy)", Assert.Throws<FaultException>(Begin).Message);
    }

    [Fact]
    public void Only_records_of_this_format_are_read_and_only_from_their_own_files()
    {
        Records.Write(Record("Train", "2026-11-01T12:00:00+02:00"));
        Records.Write(Record("Prune", "2026-11-02T10:00:00Z") with { FormatVersion = 99 });
        Write(Path.Combine(Layout.Root, RunRecord.Folder), "zzz.txt", "a person's notes");

        Assert.Equal("Train", Assert.Single(Records.Read(2)).Target);
        Assert.True(File.Exists(Path.Combine(Layout.Root, RunRecord.Folder, "20261101T100000Z-0001.json")));
    }

    private static bool Lacks(string line) =>
        line.StartsWith("The record of this run lacks figures: ", StringComparison.Ordinal) && line.Length > 40;

    private static ImageInfo Image => new()
    {
        Reference = "recsys-shop:latest",
        Architecture = "amd64",
        Id = ContentHash.OfText("id"),
        Digest = ContentHash.OfText("digest"),
        Bundle = ContentHash.OfText("bundle"),
        Layers = [],
        Size = 4321,
        CompressedSize = 0,
        SizeWithoutBundle = 0,
        CompressedSizeWithoutBundle = 0,
    };

    private static RunRecord Record(string target, string started) =>
        new()
        {
            Target = target,
            Outcome = RunRecord.Done,
            Started = started,
            Seconds = 1,
            Steps = [],
        };

    private static void Do(PipelineRun run, string step, string folder) =>
        run.Steps.Run(
            new Step
            {
                Name = step,
                Inputs = [],
                Outputs = [folder],
                Run = () => [],
            }
        );

    private static void Write(string folder, string name, string text)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), text);
    }

    private RunRecord Facts(RunRecord record, RunJournal journal, HashMemo hashes) => RunFacts.Add(PipelineSteps.All, record, journal, Layout, hashes);

    private PipelineRun Begin()
    {
        var run = new PipelineRun(Layout, "Deploy", RunOptions.None, new CacheSettings(null, 0), new CakeStepLog(_log), TimeProvider.System, Facts);
        run.Begin();
        return run;
    }
}
