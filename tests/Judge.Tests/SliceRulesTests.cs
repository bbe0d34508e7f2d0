using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Inputs;
using Recsys.Judge.Measuring;
using Recsys.Judge.Slices;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Whom the slices that are found by default hold, and what slices are called.</summary>
public sealed class SliceRulesTests
{
    private static readonly string[] Columns =
    [
        SubjectRow.Recency,
        SubjectRow.Category,
        SubjectRow.Popularity,
        SubjectRow.Language,
        SubjectRow.QueryLength,
        SubjectRow.Country,
    ];

    /// <summary>The slices of one subject with one attribute.</summary>
    private static IReadOnlyList<SliceRule> Of(string task, string by, string cell, VerifySettings? settings = null)
    {
        var row = Rows.Of(
            ScoreRow.Bundle,
            "u",
            1,
            [],
            history: by == SubjectRow.History ? int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture) : 0,
            task: task
        );
        var scores = ScoreTable.Build([row], 100, Rows.Catalogue)[0];
        var subjects = new SubjectTable(
            scores,
            new SubjectRows(Columns, [new SubjectRow(task, "u", [.. Columns.Select(column => column == by ? cell : "")])])
        );
        return
        [
            .. SliceRules
                .Of(settings ?? Rows.Settings(), task, subjects)
                .Where(rule => rule.By == by && subjects.Members(rule).Length > 0),
        ];
    }

    [Theory]
    [InlineData("recommend", "history", "0", "new_users", "no event before the cut")]
    [InlineData("recommend", "history", "1", "light_users", "1 to 4 events")]
    [InlineData("recommend", "history", "4", "light_users", "1 to 4 events")]
    [InlineData("recommend", "history", "5", "heavy_users", "5 events or more")]
    [InlineData("recommend", "history", "99999", "heavy_users", "5 events or more")]
    [InlineData("recommend", "recency", "0", "recent_users", "last event in the week before the cut")]
    [InlineData("recommend", "recency", "6", "recent_users", "last event in the week before the cut")]
    [InlineData("recommend", "recency", "7", "returning_users", "last event 7 to 29 days before the cut")]
    [InlineData("recommend", "recency", "29", "returning_users", "last event 7 to 29 days before the cut")]
    [InlineData("recommend", "recency", "30", "lapsed_users", "last event 30 days or more before the cut")]
    [InlineData("recommend", "popularity", "head", "head_products", "bought products of the most purchased third")]
    [InlineData("recommend", "popularity", "tail", "tail_products", "bought products beyond the most purchased third")]
    [InlineData("recommend", "popularity", "new", "new_products", "bought products without any event in the train part")]
    [InlineData("recommend", "category", "Tea", "category:Tea", "bought products of the category Tea")]
    [InlineData("recommend", "country", "FR", "country:FR", "last seen in FR")]
    [InlineData("search", "popularity", "head", "head_products", "clicked products of the most purchased third")]
    [InlineData("search", "popularity", "tail", "tail_products", "clicked products beyond the most purchased third")]
    [InlineData("search", "popularity", "new", "new_products", "clicked products without any event in the train part")]
    [InlineData("search", "category", "Tea", "category:Tea", "clicked products of the category Tea")]
    [InlineData("search", "language", "han", "han_queries", "Han characters only")]
    [InlineData("search", "language", "latin", "latin_queries", "Latin letters only")]
    [InlineData("search", "language", "mixed", "mixed_queries", "letters of several scripts")]
    [InlineData("search", "query_length", "0", "short_queries", "up to 5 letters and digits")]
    [InlineData("search", "query_length", "5", "short_queries", "up to 5 letters and digits")]
    [InlineData("search", "query_length", "6", "medium_queries", "6 to 15 letters and digits")]
    [InlineData("search", "query_length", "15", "medium_queries", "6 to 15 letters and digits")]
    [InlineData("search", "query_length", "16", "long_queries", "16 letters and digits or more")]
    public void Each_value_belongs_to_one_slice(string task, string by, string cell, string name, string description)
    {
        var rule = Assert.Single(Of(task, by, cell));
        Assert.Equal((task, name, description, by), (rule.Task, rule.Name, rule.Description, rule.By));
    }

    [Theory]
    [InlineData("search", "history", "0")] // a query has none
    [InlineData("search", "language", "other")]
    [InlineData("recommend", "recency", "")]
    [InlineData("recommend", "recency", "soon")]
    [InlineData("recommend", "language", "han")]
    public void What_belongs_nowhere_is_in_no_slice(string task, string by, string cell) => Assert.Empty(Of(task, by, cell));

    [Theory]
    [InlineData(null, 3.5, "recency up to 3.5")]
    [InlineData(2.0, null, "recency 2 or more")]
    [InlineData(2.0, 3.5, "recency 2 to 3.5")]
    public void A_slice_of_the_settings_is_described_by_what_it_holds(double? from, double? to, string description)
    {
        var settings = Rows.Settings() with
        {
            Slices = new()
            {
                ["b"] = new()
                {
                    By = "recency",
                    From = from,
                    To = to,
                },
                ["a"] = new()
                {
                    By = "recency",
                    Values = ["3", "4"],
                    Task = "recommend",
                },
                ["c"] = new() { By = "category", Values = ["3"] },
            },
        };
        var rules = Of("recommend", "recency", "3", settings);
        Assert.Equal([("a", "recency 3 or 4"), ("b", description)], rules.Select(rule => (rule.Name, rule.Description)));
        Assert.Equal(["b"], Of("search", "recency", "3", settings).Select(rule => rule.Name));
        Assert.Equal(["a", "b", "c"], SliceRules.Names(settings, "recommend"));
        Assert.Equal(["b", "c"], SliceRules.Names(settings, "search"));
        Assert.Equal(
            (true, false, false),
            (
                SliceRules.MayExist(settings, "recommend", "a"),
                SliceRules.MayExist(settings, "search", "a"),
                SliceRules.MayExist(settings, "search", "category:Tea")
            )
        );
        Assert.True(SliceRules.MayExist(Rows.Settings(), "search", "category:Tea"));
    }

    [Fact]
    public void An_empty_list_of_values_is_none_and_leaves_the_range()
    {
        var settings = Rows.Settings() with { Slices = new() { ["a"] = new() { By = "recency", Values = [], From = 3 } } };
        Assert.Equal("recency 3 or more", Assert.Single(Of("recommend", "recency", "3", settings)).Description);
        Assert.Empty(Of("recommend", "recency", "2", settings));
    }

    [Fact]
    public void Unknown_attributes_are_named_one_by_one_in_order()
    {
        var settings = Rows.Settings() with
        {
            Slices = new()
            {
                ["z"] = new() { By = "town", From = 1 },
                ["b"] = new() { By = "city", From = 1 },
                ["c"] = new() { By = "recency", From = 1 },
            },
        };
        Assert.Equal(
            [("verify.slices.b.by", "settings"), ("verify.slices.z.by", "settings")],
            Assert
                .Throws<SettingsException>(() => Of("recommend", "recency", "3", settings))
                .Mistakes.Select(mistake => (mistake.Path, mistake.Origin))
        );
    }

    [Theory]
    [InlineData(ScoreRow.Champion, true, ScoreRow.Champion)]
    [InlineData(ScoreRow.Champion, false, ScoreRow.Reference)] // it is the bundle itself
    [InlineData(ScoreRow.Reference, true, ScoreRow.Reference)]
    [InlineData(ScoreRow.Popularity, true, null)]
    public void The_opponent_is_the_champion_then_the_reference_then_nobody(string scored, bool another, string? opponent)
    {
        string[] systems =
            scored == ScoreRow.Champion ? [ScoreRow.Bundle, ScoreRow.Champion, ScoreRow.Reference] : [ScoreRow.Bundle, scored];
        var scores = ScoreTable.Build([.. systems.Select(system => Rows.Of(system, "u", 1, []))], 100, Rows.Catalogue)[0];
        Assert.Equal(opponent, TaskSlices.Opponent(scores, isChampion: !another));
    }

    [Fact]
    public void Slices_are_ordered_by_loss_then_figure_then_name_and_those_that_only_inform_come_last()
    {
        static SliceSummary Summary(string task, string slice, double bundle, double? change, bool informs = false) => new()
        {
            Task = task,
            Slice = slice,
            Description = "",
            Count = 40,
            Informs = informs,
            Bundle = new("ndcg@10", bundle, null, null),
            Change = change is { } mean ? new("ndcg@10", mean, null, null) : null,
        };
        SliceSummary[] ordered =
        [
            Summary("search", "z", 0.9, -0.2),
            Summary("recommend", "y", 0.1, -0.1),
            Summary("recommend", "a", 0.2, null),
            Summary("recommend", "b", 0.2, 0),
            Summary("search", "a", 0.2, 0),
            Summary("recommend", "x", 0.3, 0),
            Summary("recommend", "w", 0.1, 0.1),
            Summary("recommend", "v", 0.1, -0.9, informs: true),
        ];
        Assert.Equal(ordered, TaskSlices.Order(ordered.Reverse()));
        Assert.Equal(ordered, TaskSlices.Order(ordered.OrderBy(slice => slice.Slice, StringComparer.Ordinal)));
    }
}
