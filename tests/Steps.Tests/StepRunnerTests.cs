using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>Whether a step is left alone, restored or run, and what is said about it.</summary>
public sealed class StepRunnerTests : IDisposable
{
    private static readonly RunOptions Why = new(true, new HashSet<string>());
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_first_run_makes_the_outputs_and_says_so()
    {
        Assert.True(_bench.Run(_bench.Step(), Why));

        Assert.Equal(1, _bench.Made);
        Assert.Equal((RunStep.Ran, StepReasons.FirstRun), (_bench.Entry.Decision, _bench.Entry.Reasons.Single()));
        Assert.Equal(["Train runs:", "  " + StepReasons.FirstRun], _bench.Log.Lines.Take(2));
        Assert.Equal(100, _bench.Record().PeakMemory);
        Assert.Equal(100, _bench.Entry.PeakMemory);
        Assert.Equal(3, Assert.Single(_bench.Record().Figures).Value);
    }

    [Fact]
    public void Whoever_does_not_ask_why_is_told_the_time_it_took_and_no_more()
    {
        _bench.Run(_bench.Step());
        Assert.StartsWith("Train took ", Assert.Single(_bench.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_asked_for_more_is_told_the_reasons_too()
    {
        _bench.Quiet = false;

        _bench.Run(_bench.Step());

        Assert.Equal(["Train runs:", "  " + StepReasons.FirstRun], _bench.Log.Lines.Take(2));
    }

    [Fact]
    public void Nothing_changed_and_nothing_happens()
    {
        _bench.Run(_bench.Step());

        Assert.False(_bench.Run(_bench.Step(), Why));

        Assert.Equal(1, _bench.Made);
        Assert.Equal(RunStep.Skipped, _bench.Entry.Decision);
        Assert.Empty(_bench.Entry.Reasons);
        Assert.Equal(["Train is up to date.", "  its inputs and its outputs are as its record says"], _bench.Log.Lines);
    }

    [Fact]
    public void Every_input_that_changed_came_or_went_is_named()
    {
        _bench.Run(_bench.Step(inputs: [("settings.train.max_epochs", "10"), ("dataset", "sha256:" + new string('a', 64)), ("old", "1")]));

        _bench.Run(
            _bench.Step(
                inputs:
                [
                    ("settings.train.max_epochs", "20"),
                    ("dataset", "sha256:" + new string('b', 64)),
                    ("new", new string('x', 70)),
                ]
            ),
            Why
        );

        Assert.Equal(2, _bench.Made);
        Assert.Equal(
        [
            "dataset changed: sha256:aaaaaaaaaaaa → sha256:bbbbbbbbbbbb",
            $"new is new: {new string('x', 60)}…",
            "old is gone: it was 1",
            "settings.train.max_epochs changed: 10 → 20",
        ], _bench.Entry.Reasons);
        Assert.Equal(["Train runs:", .. _bench.Entry.Reasons.Select(reason => "  " + reason)], _bench.Log.Lines.Take(5));
    }

    [Fact]
    public void An_edited_output_is_made_again()
    {
        _bench.Run(_bench.Step(), cache: false);
        var before = File.ReadAllText(_bench.Output("train"));
        File.WriteAllText(_bench.Output("train"), "edited");

        Assert.True(_bench.Run(_bench.Step(), cache: false));

        Assert.Equal(2, _bench.Made);
        Assert.StartsWith("output train/ was changed since: sha256:", _bench.Entry.Reasons.Single());
        Assert.Equal(before, File.ReadAllText(_bench.Output("train")));
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("deep")]
    [InlineData("")]
    public void A_missing_output_is_made_again(string what)
    {
        _bench.Run(_bench.Step(), cache: false);
        var path = _bench.Output("train", what);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else File.Delete(path);

        Assert.True(_bench.Run(_bench.Step(), cache: false));
        Assert.Equal(2, _bench.Made);
        Assert.StartsWith(what.Length > 0 ? "output train/ was changed" : "output train/ is missing", _bench.Entry.Reasons.Single());
    }

    [Theory]
    [InlineData("no json", StepReasons.Unreadable)]
    [InlineData("{}", StepReasons.Unreadable)]
    [InlineData(
        """{"format_version":99,"step":"Train","key":"","inputs":{},"outputs":{},"started":"","seconds":1}""",
        "its record has format version 99, this build writes 1"
    )]
    public void A_record_that_cannot_be_used_proves_nothing(string text, string reason)
    {
        _bench.Run(_bench.Step(), cache: false);
        File.WriteAllText(Path.Combine(_bench.Layout.Steps, "train.json"), text);

        Assert.True(_bench.Run(_bench.Step(), cache: false));
        Assert.Equal([reason], _bench.Entry.Reasons);
    }

    [Fact]
    public void A_record_whose_key_is_not_that_of_its_inputs_contradicts_itself()
    {
        _bench.Run(_bench.Step(), cache: false);
        File.WriteAllText(
            Path.Combine(_bench.Layout.Steps, "train.json"),
            ArtifactJson.Serialize(_bench.Record() with { Key = ContentHash.OfText("other") })
        );

        Assert.True(_bench.Run(_bench.Step(), cache: false));
        Assert.Equal(["its record contradicts itself"], _bench.Entry.Reasons);
    }

    [Fact]
    public void An_output_that_the_record_does_not_know_is_made_again()
    {
        _bench.Run(_bench.Step(), cache: false);
        Directory.CreateDirectory(Path.Combine(_bench.Layout.Root, "history"));
        var step = _bench.Step();

        Assert.True(_bench.Run(step with { Outputs = [.. step.Outputs, Path.Combine(_bench.Layout.Root, "history")] }, cache: false));
        Assert.Equal(["output history/ is not in its record"], _bench.Entry.Reasons);
    }

    [Fact]
    public void A_value_that_just_fits_is_shown_whole()
    {
        _bench.Run(_bench.Step());
        _bench.Run(_bench.Step(inputs: [("new", new string('x', 60))]));

        Assert.Equal([$"new is new: {new string('x', 60)}"], _bench.Entry.Reasons);
    }

    [Fact]
    public void What_a_step_took_is_logged_and_its_start_recorded_in_full()
    {
        _bench.Run(_bench.Step());

        Assert.Matches(@"^Train took \d+\.\d s\.$", _bench.Log.Lines[^1]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$", _bench.Record().Started);
        _bench.Run(_bench.Step(inputs: [("seed", "2")]));
        _bench.Run(_bench.Step());
        Assert.Matches(@"^Train is restored from the cache in \d+\.\d s; making it took \d+\.\d s\.$", _bench.Log.Lines[^1]);
    }

    [Fact]
    public void What_must_be_there_first_is_prepared_only_when_the_step_runs()
    {
        var prepared = new List<int>();
        Step Prepared() => _bench.Step() with { Prepare = () => prepared.Add(_bench.Made) };
        _bench.Run(Prepared());
        _bench.Run(Prepared());
        Directory.Delete(_bench.Layout.Root, recursive: true);
        _bench.Run(Prepared());

        Assert.Equal([0], prepared);
        Assert.Equal((1, RunStep.Restored), (_bench.Made, _bench.Entry.Decision));
    }

    [Fact]
    public void A_result_that_was_made_before_is_restored()
    {
        _bench.Run(_bench.Step(inputs: [("seed", "1")]));
        var first = File.ReadAllText(_bench.Output("train"));
        _bench.Run(_bench.Step(inputs: [("seed", "2")]));

        Assert.True(_bench.Run(_bench.Step(inputs: [("seed", "1")]), Why));

        Assert.Equal(2, _bench.Made);
        Assert.Equal(first, File.ReadAllText(_bench.Output("train")));
        Assert.Equal("the same in every result", File.ReadAllText(_bench.Output("train", "deep/b.txt")));
        Assert.Equal(
            (RunStep.Restored, RunStep.Restored, 3, 0.0),
            (_bench.Entry.Decision, _bench.Record().Decision, _bench.Record().Figures["epochs"], _bench.Record().PeakMemory)
        );
        Assert.Equal(["Train comes from the cache instead of running:", "  seed changed: 2 → 1"], _bench.Log.Lines.Take(2));
        Assert.False(_bench.Run(_bench.Step(inputs: [("seed", "1")])));
    }

    [Fact]
    public void Another_checkout_takes_the_result_from_the_cache()
    {
        _bench.Run(_bench.Step());
        using var other = new Bench { Cache = _bench.Cache };

        Assert.True(other.Run(other.Step()));

        Assert.Equal(0, other.Made);
        Assert.Equal(File.ReadAllText(_bench.Output("train")), File.ReadAllText(other.Output("train")));
    }

    [Fact]
    public void Force_runs_what_is_up_to_date_and_what_the_cache_has()
    {
        _bench.Run(_bench.Step());

        Assert.True(_bench.Run(_bench.Step(), new RunOptions(false, new HashSet<string> { "Train" })));
        Assert.False(_bench.Run(_bench.Step(), new RunOptions(false, new HashSet<string> { "Prune" })));

        Assert.Equal(2, _bench.Made);
    }

    [Fact]
    public void A_personal_step_is_never_stored()
    {
        _bench.Run(_bench.Step("Ingest", "history", cached: false));

        Assert.False(Directory.Exists(_bench.Cache));
    }

    [Fact]
    public void A_step_that_fails_is_recorded_as_failed_and_runs_again()
    {
        _bench.Run(_bench.Step());
        var broken = _bench.Step(inputs: [("seed", "2")]) with { Run = () => throw new FaultException("no memory") };

        Assert.Throws<FaultException>(() => _bench.Run(broken));

        Assert.Equal(RunStep.Failed, _bench.Entry.Decision);
        Assert.False(_bench.Run(_bench.Step()));
        Assert.True(_bench.Run(_bench.Step(inputs: [("seed", "2")])));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_does_no_harm()
    {
        using var bench = new Bench { Cache = _bench.At("file", "cache") };
        File.WriteAllText(_bench.At("file"), "");

        Assert.True(bench.Run(bench.Step()));
        Assert.Contains(
            bench.Log.Lines,
            line => line.EndsWith("; the run goes on without it. RECSYS_CACHE=off turns it off.", StringComparison.Ordinal)
        );
        Assert.False(bench.Run(bench.Step()));
    }

    [Fact]
    public void Names_and_values_cannot_be_mistaken_for_one_another() =>
        Assert.NotEqual(_bench.Step(inputs: [("a", "1\nb=2")]).Key, _bench.Step(inputs: [("a", "1"), ("b", "2")]).Key);
}
