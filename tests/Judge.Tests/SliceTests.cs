using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Inputs;
using Recsys.Judge.Judging;
using Recsys.Judge.Slices;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>How slices are formed, ordered, named and judged.</summary>
public sealed class SliceTests
{
    private static readonly string Production = ContentHash.OfText("the one in production");
    private static readonly GateSettings Floor = new() { AtLeast = 0.1 };

    /// <summary>Users 0–199; the bundle finds nothing for those of "Toys" (every fourth), the opponent finds it for everybody.</summary>
    private static JudgeInput Input(VerifySettings settings, string opponent = ScoreRow.Reference, int users = 200)
    {
        var numbers = Enumerable.Range(0, users).ToList();
        var rows = numbers.SelectMany(i => new[]
        {
            Rows.Of(ScoreRow.Bundle, $"u{i:D3}", 1, i % 4 == 0 ? [] : [1], history: i % 2),
            Rows.Of(opponent, $"u{i:D3}", 1, [1], history: i % 2),
        });
        return Rows.Input(rows, settings) with
        {
            Champion = opponent == ScoreRow.Champion ? Production : null,
            Subjects = new SubjectRows(
                ["category", "recency", "country"],
                [
                    .. numbers.Select(i => new SubjectRow(
                        ScoreRow.Recommend,
                        $"u{i:D3}",
                        [i % 4 == 0 ? "Toys|Books" : "Books", $"{i}", i < 100 ? "FR" : "DE"]
                    )),
                ]
            ),
        };
    }

    private static VerifySettings Settings(params (string Name, SliceSettings Slice)[] slices) =>
        Rows.Settings(("floor", Floor)) with { Slices = slices.ToDictionary(slice => slice.Name, slice => slice.Slice) };

    [Theory]
    [InlineData(ScoreRow.Reference)]
    [InlineData(ScoreRow.Champion)]
    public void The_slice_that_lost_most_against_the_model_before_is_first(string opponent)
    {
        var slices = Adjudicator.Decide(Input(Settings(), opponent)).Slices;
        Assert.Equal(
            (ScoreRow.Recommend, "category:Toys", 50, opponent),
            (slices[0].Task, slices[0].Slice, slices[0].Count, slices[0].Opponent)
        );
        Assert.Equal((-1, 0), (slices[0].Change!.Mean, slices[0].Bundle.Mean));
        Assert.Equal(
            [
                "category:Books",
                "category:Toys",
                "country:DE",
                "country:FR",
                "light_users",
                "new_users",
                "recent_users",
                "returning_users",
                "lapsed_users",
            ],
            slices
                .Select(slice => slice.Slice)
                .OrderBy(name => name.EndsWith("_users", StringComparison.Ordinal) ? 1 : 0)
                .ThenBy(name =>
                    name is "recent_users" ? 2
                    : name is "returning_users" ? 3
                    : name is "lapsed_users" ? 4
                    : 1
                )
                .ThenBy(name => name, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_slice_that_lost_is_a_warning_unless_all_of_the_task_did()
    {
        IEnumerable<string> Warnings(string opponent) =>
            Adjudicator
                .Decide(Input(Settings(), opponent))
                .Warnings.Where(warning => warning.Contains($"the {opponent} beats", StringComparison.Ordinal));
        Assert.Contains(
            Warnings(ScoreRow.Reference),
            warning =>
                warning.StartsWith("recommend, slice category:Toys (bought products of the category Toys): ", StringComparison.Ordinal)
        );
        Assert.StartsWith(
            "recommend: the champion beats the bundle by 0.2500",
            Assert.Single(Warnings(ScoreRow.Champion)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_slice_below_the_least_sample_only_informs()
    {
        // Users 0–6 were active last: two of them lost, the largest share of all, and seven users show nothing.
        var slices = Adjudicator.Decide(Input(Settings())).Slices;
        var small = Assert.Single(slices, slice => slice.Informs && slice.Slice == "recent_users");
        Assert.Equal(7, small.Count);
        Assert.All(slices.SkipWhile(slice => !slice.Informs), slice => Assert.True(slice.Informs));
        Assert.False(slices[0].Informs);
        Assert.DoesNotContain(
            Adjudicator.Decide(Input(Settings())).Warnings,
            warning => warning.Contains("recent_users", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Slices_of_the_settings_replace_the_default_ones_and_may_use_any_column()
    {
        var slices = Adjudicator
            .Decide(
                Input(
                    Settings(
                        ("french", new SliceSettings { By = "country", Values = ["FR", "BE"] }),
                        ("toys", new SliceSettings { By = "category", Values = ["Toys"] }),
                        (
                            "middle",
                            new SliceSettings
                            {
                                By = "recency",
                                From = 50,
                                To = 149,
                            }
                        ),
                        ("silent", new SliceSettings { By = "history", To = 0 }),
                        (
                            "queries",
                            new SliceSettings
                            {
                                Task = "search",
                                By = "history",
                                From = 0,
                            }
                        )
                    )
                )
            )
            .Slices;
        Assert.Equal(
            [("french", 100), ("middle", 100), ("silent", 100), ("toys", 50)],
            slices.Select(slice => (slice.Slice, slice.Count)).Order()
        );
        Assert.Equal("recency 50 to 149", slices.Single(slice => slice.Slice == "middle").Description);
    }

    [Fact]
    public void A_slice_by_an_unknown_attribute_is_a_mistake_that_names_the_known_ones()
    {
        var mistake = Assert.Single(
            Assert
                .Throws<SettingsException>(() =>
                    Adjudicator.Decide(Input(Settings(("x", new SliceSettings { By = "city", Values = ["Paris"] }))))
                )
                .Mistakes
        );
        Assert.Equal("verify.slices.x.by", mistake.Path);
        Assert.Contains(
            "'city' is no attribute; known are history, category, recency, country.",
            mistake.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_gate_on_a_slice_judges_its_users_only()
    {
        GateSettings On(string slice) =>
            new()
            {
                Against = ScoreRow.Reference,
                AtLeast = -0.3,
                Slice = slice,
            };
        var settings = Rows.Settings(
            ("all", On("light_users") with { Slice = null }),
            ("toys", On("category:Toys")),
            ("odd", On("light_users"))
        );
        var gates = Adjudicator.Decide(Input(settings, users: 400)).Verdict.Gates.ToDictionary(gate => gate.Name);
        Assert.Equal(
            (Verdict.Pass, 200, 0.0, "light_users"),
            (gates["odd"].Outcome, gates["odd"].Count, gates["odd"].Estimate, gates["odd"].Slice)
        );
        Assert.Equal(
            (Verdict.Fail, 100, -1.0, "category:Toys"),
            (gates["toys"].Outcome, gates["toys"].Count, gates["toys"].Estimate, gates["toys"].Slice)
        );
        Assert.Contains(
            "on the slice category:Toys",
            Adjudicator.Decide(Input(settings, users: 400)).Verdict.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_gate_on_a_slice_that_holds_nobody_or_too_few_is_not_enough_evidence()
    {
        string Outcome(string slice) =>
            Adjudicator.Decide(Input(Rows.Settings(("one", new GateSettings { AtLeast = 0.01, Slice = slice })))).Verdict.Outcome;
        Assert.Equal(Verdict.NotEnoughEvidence, Outcome("heavy_users"));
        Assert.Equal(Verdict.NotEnoughEvidence, Outcome("category:Shoes"));
        Assert.Equal(Verdict.NotEnoughEvidence, Outcome("recent_users"));
        Assert.Equal(Verdict.Pass, Outcome("light_users"));
    }

    [Theory]
    [InlineData("recommend", "new_user", "Did you mean 'new_users'?")]
    [InlineData("search", "new_users", "Known: han_queries")]
    public void A_gate_on_an_unknown_slice_is_a_mistake(string task, string slice, string part)
    {
        var mistake = Assert.Single(
            Assert
                .Throws<SettingsException>(() =>
                    Rows.Judge(
                        [],
                        (
                            "one",
                            new GateSettings
                            {
                                Task = task,
                                AtLeast = 0.1,
                                Slice = slice,
                            }
                        )
                    )
                )
                .Mistakes
        );
        Assert.Equal("verify.gates.one.slice", mistake.Path);
        Assert.Contains(part, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scored_subject_without_attributes_or_with_two_rows_is_an_error()
    {
        var input = Input(Settings());
        var (columns, rows) = input.Subjects;
        Assert.Equal(
            "subjects.tsv: task recommend, subject 'u199': it is scored, but has no row. Remedy: run Verify again; if it was written by a "
                + "tool of your own, correct that tool.",
            Fault(rows.Take(199))
        );
        Assert.Contains("subject 'u000': it has more than one row", Fault(rows.Append(rows[0])), StringComparison.Ordinal);

        string Fault(IEnumerable<SubjectRow> wrong) =>
            Assert
                .Throws<ArtifactException>(() => Adjudicator.Decide(input with { Subjects = new SubjectRows(columns, [.. wrong]) }))
                .Message;
    }

    [Fact]
    public void The_largest_categories_are_slices_and_no_more()
    {
        var rows = Enumerable.Range(0, 66).Select(i => Rows.Of(ScoreRow.Bundle, $"u{i:D2}", 1, [1])).ToList();
        // Category c has c + 1 users: 0 to 10.
        var category = Enumerable.Range(0, 11).SelectMany(c => Enumerable.Repeat($"c{c:D2}", c + 1)).ToList();
        var input = Rows.Input(rows, Settings()) with
        {
            Subjects = new SubjectRows(
                ["category"],
                [.. rows.Select((row, i) => new SubjectRow(row.Task, row.Subject, [category[i]]))]
            ),
        };
        Assert.Equal(
            Enumerable.Range(3, 8).Select(c => $"category:c{c:D2}"),
            Adjudicator
                .Decide(input)
                .Slices.Select(slice => slice.Slice)
                .Where(name => name.StartsWith("category:", StringComparison.Ordinal))
                .Order()
        );
    }

    [Fact]
    public void The_largest_countries_are_slices_of_users_and_a_gate_may_name_one()
    {
        var rows = Enumerable
            .Range(0, 100)
            .Select(i => Rows.Of(ScoreRow.Bundle, $"u{i:D2}", 1, i < 60 ? [1] : []))
            .Append(Rows.Of(ScoreRow.Bundle, "lamp", 1, [1], task: ScoreRow.Search))
            .ToList();
        var settings = Rows.Settings(("home", new GateSettings { AtLeast = 0.9, Slice = "country:France" }));
        var judgement = Adjudicator.Decide(
            Rows.Input(rows, settings) with
            {
                Subjects = new SubjectRows(
                    [SubjectRow.Country],
                    [
                        .. rows.Select(
                            (row, i) =>
                                new SubjectRow(
                                    row.Task,
                                    row.Subject,
                                    [
                                        row.Task == ScoreRow.Search ? ""
                                        : i < 60 ? "France"
                                        : i < 99 ? $"c{i % 10}"
                                        : "",
                                    ]
                                )
                        ),
                    ]
                ),
            }
        );
        var countries = judgement.Slices.Where(slice => slice.Slice.StartsWith("country:", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["country:France", .. Enumerable.Range(0, 7).Select(i => $"country:c{i}")],
            countries.Select(slice => slice.Slice).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            (60, "last seen in France", 1.0),
            countries
                .Where(slice => slice.Slice == "country:France")
                .Select(slice => (slice.Count, slice.Description, slice.Bundle.Mean))
                .Single()
        );
        Assert.All(countries, slice => Assert.Equal(ScoreRow.Recommend, slice.Task));
        Assert.Equal((Verdict.Pass, 60), (judgement.Verdict.Gates[0].Outcome, judgement.Verdict.Gates[0].Count));
    }

    [Fact]
    public void A_range_holds_exactly_the_numbers_between_its_ends() =>
        Gen.Select(Gen.Int[-50, 50], Gen.Int[0, 20], Gen.Int[-80, 80].Array[0, 4])
            .Sample(
                (from, width, numbers) =>
                {
                    var rule = new SliceRule("recommend", "r", "", "x") { From = from, To = from + width };
                    Assert.Equal(
                        numbers.Any(number => number >= from && number <= from + width),
                        rule.Holds(SubjectRow.Cell(numbers.Select(number => $"{number}")))
                    );
                }
            );

    [Fact]
    public void Attributes_come_back_from_the_file_as_they_were_written() =>
        Gen.Select(Gen.String.Array[0, 4], Gen.String, Gen.String).Sample((names, subject, value) =>
        {
            string[] columns = [.. names.Select((name, i) => $"{i}{name}")];
            var path = Path.GetTempFileName();
            try
            {
                new SubjectRows(columns, [new SubjectRow("search", subject, [.. columns.Select(_ => value)])]).Write(path);
                var read = SubjectRows.Read(path);
                Assert.Equal(columns, read.Columns);
                Assert.Equal(subject, Assert.Single(read.Rows).Subject);
                Assert.All(read.Rows[0].Values, cell => Assert.Equal(value, cell));
            }
            finally
            {
                File.Delete(path);
            }
        }, iter: 200);
}
