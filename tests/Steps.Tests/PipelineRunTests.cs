using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Testing;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>What one run takes, leaves and says, whatever ends it.</summary>
public sealed class PipelineRunTests : IDisposable
{
    private static readonly VerdictOverride Allowed = new() { Outcome = Verdict.Fail, Reason = "the shop is empty", By = "ann" };
    private readonly TemporaryFolder _folder = new();
    private readonly StepLog _log = new();
    private readonly StoppedWatch _clock = new();

    private ArtifactLayout Layout => new(_folder.At("shop"));

    private IReadOnlyList<RunRecord> Records => new RunRecords(Layout).Read(9);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_record_tells_what_the_run_was_and_the_artefacts_are_free_again()
    {
        using var run = Open(
            (record, journal, hashes) => record with { Bundle = hashes.OfFolder(Layout.Bundle), BundleSize = journal.Steps.Count }
        );
        run.Begin();
        run.Begin(); // it has them already
        Assert.Throws<FaultException>(() => Open().Begin());
        run.Steps.Run(Quantize());
        run.Overrides("sha256:1", Allowed);
        _clock.Elapsed = TimeSpan.FromSeconds(2.34567);

        run.End(RunRecord.Failed, "no memory");
        run.End(RunRecord.Done, null); // the first word counts

        Assert.Equal("sha256:1", run.Overridden);
        Assert.Equal(
            ArtifactJson.Serialize(
                new RunRecord
                {
                    Target = "Deploy",
                    Outcome = RunRecord.Failed,
                    Error = "no memory",
                    Override = Allowed,
                    Started = "2100-01-01T10:00:00.0000000Z",
                    Seconds = 2.346,
                    Bundle = ContentHash.OfFolder(Layout.Bundle),
                    BundleSize = 1,
                    Steps = [new RunStep { Step = "Quantize", Decision = RunStep.Ran, Reasons = [StepReasons.FirstRun], Seconds = 0 }],
                }
            ),
            ArtifactJson.Serialize(Assert.Single(Records))
        );
        Assert.True(File.Exists(Path.Combine(Layout.Steps, HashMemo.FileName)));
        using var next = RunLock.Take(Layout.Root, RunOwner.ThisProcess("", _clock));
        Assert.Null(next.Killed);
    }

    [Fact]
    public void A_run_that_adds_nothing_of_its_own_is_recorded_as_interrupted_when_nobody_ends_it()
    {
        using (var run = Open()) run.Begin();

        Assert.Equal((RunRecord.Interrupted, "Deploy"), (Records.Single().Outcome, Records.Single().Target));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Results_come_from_the_cache_where_there_is_one(bool cached, int made)
    {
        var count = 0;
        for (var round = 0; round < 2; round++)
        {
            using var run = Open(cache: cached ? _folder.At("cache") : null);
            run.Begin();
            run.Steps.Run(Quantize(() => count++));
            run.RemoveArtifacts();
        }

        Assert.Equal(made, count);
    }

    [Theory]
    [InlineData("--target=Train", "Train")]
    [InlineData("train by hand", "train by hand")]
    public void A_killed_run_is_recorded_by_the_next_one(string command, string target)
    {
        var owner = new RunOwner(77, "host", "2026-11-01T09:00:00Z", command);
        _folder.Write($"shop/{RunLock.OwnerName}", JsonSerializer.Serialize(owner));

        using var run = Open();
        run.Begin();

        var line = $"An earlier run was killed: process 77 on host, since 2026-11-01T09:00:00Z ({command}). What it had finished is kept.";
        var record = Assert.Single(Records);
        Assert.Equal((target, RunRecord.Killed, line, 0.0), (record.Target, record.Outcome, record.Error, record.Seconds));
        Assert.Equal([line], _log.Lines);
    }

    [Fact]
    public void What_a_killed_run_left_is_cleared_in_every_folder_that_runs_write()
    {
        string[] left = ["bundle.tmp", "steps/train.json.tmp", "runs/1.json.tmp"];
        foreach (var name in left) _folder.Write($"shop/{name}", "half");

        using var run = Open();
        run.Begin();

        Assert.Equal(
            left.Select(name => $"An earlier run was killed and left {Path.GetFileName(name)} behind; it is removed."),
            _log.Lines
        );
        Assert.All(left, name => Assert.False(File.Exists(_folder.At("shop", name))));
    }

    [Fact]
    public void A_record_that_cannot_be_written_is_told_and_frees_the_artefacts()
    {
        using var run = Open();
        run.Begin();
        _folder.Write($"shop/{RunRecord.Folder}", "no folder");

        run.End(RunRecord.Done, null);

        Assert.StartsWith("The record of this run cannot be written: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
        using var next = RunLock.Take(Layout.Root, RunOwner.ThisProcess("", _clock));
    }

    public static TheoryData<Exception> Damage =>
        [
            new IOException("bad disk"),
            new ArtifactException("bad file", "make it again"),
            new JsonException("bad json"),
            new KeyNotFoundException("no such key"),
            new InvalidOperationException("no such element"),
        ];

    [Theory]
    [MemberData(nameof(Damage))]
    public void Figures_that_cannot_be_read_are_left_out_of_the_record(Exception damage)
    {
        using var run = Open((_, _, _) => throw damage);
        run.Begin();

        run.End(RunRecord.Done, null);

        Assert.Equal(RunRecord.Done, Records.Single().Outcome);
        Assert.Equal([$"The record of this run lacks figures: {damage.Message}"], _log.Lines);
    }

    [Fact]
    public void Removing_the_artefacts_leaves_nothing_and_the_run_brings_nothing_back()
    {
        using var run = Open();
        run.Begin();
        run.Steps.Run(Quantize());

        run.RemoveArtifacts();
        run.End(RunRecord.Done, null);

        Assert.Equal(OperatingSystem.IsWindows(), Directory.Exists(Layout.Root));
    }

    [Fact]
    public void A_run_that_never_began_writes_nothing()
    {
        Open().End(RunRecord.Failed, "refused");

        Assert.False(Directory.Exists(Layout.Root));
    }

    [Fact]
    public void A_step_is_this_runs_unless_it_failed_or_is_another()
    {
        var journal = new RunJournal();
        journal.Add(new RunStep { Step = "Train", Decision = RunStep.Failed, Seconds = 1 });
        journal.Add(new RunStep { Step = "Prune", Decision = RunStep.Skipped, Seconds = 1 });

        Assert.Equal([false, true, false], new[] { "Train", "Prune", "Quantize" }.Select(journal.Has));
    }

    private Step Quantize(Action? made = null) =>
        new()
        {
            Name = "Quantize",
            Inputs = new(StringComparer.Ordinal) { ["code"] = "1" },
            Outputs = [Layout.Bundle],
            Cached = true,
            Run = () =>
            {
                made?.Invoke();
                _folder.Write("shop/bundle/deep/items.bin", "12345");
                return [];
            },
        };

    private PipelineRun Open(Func<RunRecord, RunJournal, HashMemo, RunRecord>? facts = null, string? cache = null) =>
        new(Layout, "Deploy", RunOptions.None, new CacheSettings(cache, 1 << 20), Quiet(), _clock, facts);

    private StepLog Quiet()
    {
        _log.Quiet = true;
        return _log;
    }

    /// <summary>Later than any file, so that hashes are remembered; its watch shows what a test sets.</summary>
    private sealed class StoppedWatch : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override DateTimeOffset GetUtcNow() => new(2100, 1, 1, 10, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
