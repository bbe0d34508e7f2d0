using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Gates;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>The judge's words in the settings: what the committed schema says of gates, and what is wrong with one.</summary>
public sealed class GateVocabularyTests
{
    [Theory]
    [InlineData("metric", true)]
    [InlineData("against", false)]
    public void The_schema_describes_gates_in_the_judges_words(string field, bool pattern)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At("recsys.schema.json")));
        var setting = schema.RootElement.GetProperty("properties").GetProperty("verify").GetProperty("properties").GetProperty("gates")
            .GetProperty("additionalProperties").GetProperty("properties").GetProperty(field);

        var words = GateVocabulary.Words.Words[$"verify.gates.*.{field}"];

        Assert.Equal(setting.GetProperty("description").GetString(), words.Description);
        Assert.Equal(pattern, words.Pattern is not null && setting.GetRawText().Contains(words.Pattern, StringComparison.Ordinal));
    }

    [Fact]
    public void Scores_of_any_system_have_the_same_words_without_the_section()
    {
        var words = GateVocabulary.ForScores.Words;

        Assert.Equal(["gates.*.metric", "gates.*.task", "slices.*.task"], words.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["recommend", "search", "classify"], words["gates.*.task"].Allowed);
        Assert.Equal(["recommend", "search"], words["slices.*.task"].Allowed);
    }

    [Fact]
    public void Gates_that_do_not_fit_their_task_are_told_by_name_with_the_settings_to_change()
    {
        var settings = Rows.Settings(
            ("z", new GateSettings { Task = ScoreRow.Classify, Metric = "ndcg@10", AtLeast = 0.1 }),
            ("a", new GateSettings { Task = ScoreRow.Search, Against = ScoreRow.ItemKnn, AtLeast = 0.1 }),
            ("sound", new GateSettings { AtLeast = 0.1 })
        );

        Assert.Equal(
            [
                "item_knn recommends for users and cannot answer queries. Remedy: compare search with champion, reference, popularity, "
                    + "bm25.|verify.gates.a.against|verify.gates.a.task",
                "'ndcg@10' is no measure of classify; known are accuracy, macro_f1. Remedy: use accuracy, macro_f1."
                    + "|verify.gates.z.metric|verify.gates.z.task",
            ],
            GateVocabulary.Words.Rules(settings).Select(rule => string.Join('|', rule.Paths.Prepend(rule.Message)))
        );
    }
}
