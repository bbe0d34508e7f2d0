using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Judging;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Rows and gates that cannot be judged are errors, not verdicts.</summary>
public sealed class JudgeInputTests
{
    private static readonly (string, GateSettings) Floor = ("floor", new GateSettings { AtLeast = 0.1 });

    public static TheoryData<string, string> BrokenRows => new()
    {
        { "relevant", "nothing is relevant" },
        { "many", "1001 relevant products in a catalogue of 1000" },
        { "found", "2 relevant products found out of 1" },
        { "order", "ranks are not strictly ascending" },
        { "depth", "rank 101 is not within 1 … 100" },
        { "zero", "rank 0 is not within 1 … 100" },
        { "shown", "something relevant at rank 3, but only 1 products shown" },
        { "twice", "product 4 is shown twice" },
        { "outside", "product 1000 is not in the catalogue of 1000" },
        { "long", "more than 10 products shown" },
        { "task", "none of recommend, search and classify" },
        { "history", "a history of -1 events" },
    };

    [Theory]
    [MemberData(nameof(BrokenRows))]
    public void A_row_that_contradicts_itself_is_named(string fault, string message)
    {
        var row = Rows.Of(ScoreRow.Bundle, "user-7", 3, [1, 2]);
        row = fault switch
        {
            "relevant" => row with { Relevant = 0, Ranks = [] },
            "many" => row with { Relevant = 1001 },
            "found" => row with { Relevant = 1 },
            "order" => row with { Ranks = [2, 2] },
            "depth" => row with { Ranks = [101] },
            "zero" => row with { Ranks = [0] },
            "shown" => row with { Ranks = [3], Top = [5] },
            "twice" => row with { Ranks = [], Top = [4, 4] },
            "outside" => row with { Ranks = [], Top = [1000] },
            "long" => row with { Top = [.. Enumerable.Range(0, 11)] },
            "task" => row with { Task = "sort" },
            _ => row with { History = -1 },
        };
        var e = Assert.Throws<ArtifactException>(() => Rows.Judge([row], Floor));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Contains("scores.tsv", e.Message, StringComparison.Ordinal);
        Assert.Contains("subject 'user-7'", e.Message, StringComparison.Ordinal);
        Assert.Contains("Remedy", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Systems_on_different_subjects_are_an_error_that_names_the_difference()
    {
        var rows = new[]
        {
            Rows.Of(ScoreRow.Bundle, "a", 1, []),
            Rows.Of(ScoreRow.Bundle, "b", 1, []),
            Rows.Of(ScoreRow.Popularity, "b", 1, []),
            Rows.Of(ScoreRow.Popularity, "c", 1, []),
        };
        var e = Assert.Throws<ArtifactException>(() => Rows.Judge(rows, Floor));
        Assert.Contains("only bundle has 'a'; only popularity has 'c'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_subject_twice_or_with_another_truth_is_an_error()
    {
        var row = Rows.Of(ScoreRow.Bundle, "a", 1, []);
        Assert.Contains(
            "more than one row",
            Assert.Throws<ArtifactException>(() => Rows.Judge([row, row], Floor)).Message,
            StringComparison.Ordinal
        );
        var other = row with { System = ScoreRow.Popularity, Relevant = 2 };
        Assert.Contains(
            "2 relevant products, but 1 under bundle",
            Assert.Throws<ArtifactException>(() => Rows.Judge([row, other], Floor)).Message,
            StringComparison.Ordinal
        );
        other = row with { System = ScoreRow.Popularity, History = 9 };
        Assert.Contains(
            "a history of 9 events, but 5 under bundle",
            Assert.Throws<ArtifactException>(() => Rows.Judge([row, other], Floor)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_impossible_gate_is_a_settings_mistake_with_its_path()
    {
        var e = Assert.Throws<SettingsException>(() =>
            Rows.Judge(
                [],
                ("any", new GateSettings { AtLeast = 0 }),
                ("deep", new GateSettings { Metric = "recall@200", AtLeast = 0.1 }),
                ("loss", new GateSettings { Against = "reference", AtLeast = -1 }),
                ("nan", new GateSettings { AtLeast = double.NaN }),
                ("self", new GateSettings { Against = "bundle", AtLeast = 0.1 }),
                ("spread", new GateSettings { Metric = "gini@10", AtLeast = 0.1 }),
                ("task", new GateSettings { Task = "sort", AtLeast = 0.1 }),
                ("unknown", new GateSettings { Metric = "accuracy", AtLeast = 0.1 }),
                ("wide", new GateSettings { Metric = "coverage@50", AtLeast = 0.1 })
            )
        );
        Assert.Equal(
            [
                "any.at_least",
                "deep.metric",
                "loss.at_least",
                "nan.at_least",
                "self.against",
                "spread.metric",
                "task.task",
                "unknown.metric",
                "wide.metric",
            ],
            e.Mistakes.Select(mistake => mistake.Path["verify.gates.".Length..])
        );
    }

    [Fact]
    public void Too_few_resamples_and_things_that_are_no_hash_are_refused()
    {
        var settings = Rows.Settings(Floor);
        Assert.Contains(
            "resamples",
            Assert.Throws<SettingsException>(() => Adjudicator.Decide(Rows.Input([], settings with { Resamples = 1_999 }))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => Adjudicator.Decide(Rows.Input([], settings) with { Bundle = "" }));
        Assert.Throws<ArgumentException>(() => Adjudicator.Decide(Rows.Input([], settings) with { CatalogueSize = 0 }));
    }
}
