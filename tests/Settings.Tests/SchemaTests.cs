using System.Text.Json.Nodes;
using Recsys.Judge.Gates;
using Recsys.Testing;
using Xunit;

namespace Recsys.Settings.Tests;

public sealed class SchemaTests
{
    private const string Marker = "<!-- Below this line the page is generated from the schema. -->\n";

    private static readonly string[] Keywords =
    [
        "$schema",
        "title",
        "description",
        "default",
        "type",
        "properties",
        "additionalProperties",
        "required",
        "enum",
        "minimum",
        "maximum",
        "pattern",
        "items",
        "examples",
        "propertyNames",
    ];

    [Fact]
    public void The_schema_file_is_current() =>
        Snapshot.Check(Repository.At(SettingsSchema.FileName), SettingsSchema.Text(GateVocabulary.Words));

    [Fact]
    public void The_settings_page_is_current()
    {
        var path = Repository.At("docs", "settings.md");
        var page = File.ReadAllText(path);
        var start = page.IndexOf(Marker, StringComparison.Ordinal);
        Assert.True(start > 0, $"docs/settings.md has lost the line {Marker}");
        Snapshot.Check(path, page[..(start + Marker.Length)] + SettingsDocs.Tables(SettingsSchema.Create(GateVocabulary.Words)));
    }

    [Fact]
    public void Every_setting_is_described_closed_and_uses_only_keywords_that_the_validator_knows()
    {
        foreach (var (path, schema) in Walk("", SettingsSchema.Create(GateVocabulary.Words)))
        {
            Assert.Empty(schema.Select(member => member.Key).Except(Keywords));
            Assert.True(schema["description"] is not null || path.EndsWith('*') || path == "", $"{path} has no [Description]");
            Assert.True(
                schema["type"]!.ToString() != "object"
                    || schema["additionalProperties"] is JsonObject
                    || (bool?)schema["additionalProperties"] == false,
                $"{path} takes unknown settings"
            );
            Assert.True(
                schema["type"]!.ToString() != "integer" || schema["maximum"] is not null,
                $"{path} is a whole number without a [Range]"
            );
        }
    }

    [Fact]
    public void The_repository_s_own_settings_are_valid()
    {
        var settings = SettingsLoader.Load(new SettingsRequest { WorkingDirectory = Repository.Root }, GateVocabulary.Words);
        Assert.Equal("sample", settings.Name);
        Assert.Equal(
            [
                "recommend_beats_popularity",
                "recommend_keeps_reference",
                "recommend_keeps_champion",
                "search_beats_bm25",
                "search_keeps_reference",
                "classify_keeps_up_with_naive_bayes",
                "classify_keeps_reference",
            ],
            settings.Verify.Gates.Keys
        );
    }

    [Fact]
    public void The_benchmarks_settings_are_valid_and_named_as_their_files()
    {
        var files = Directory.GetFiles(Repository.At("benchmarks", "settings"), "*.json");
        Assert.True(files.Length >= 4);
        Assert.All(files, file => Assert.Equal(Path.GetFileNameWithoutExtension(file), SettingsFile.Read(file).Name));
    }

    private static IEnumerable<(string Path, JsonObject Schema)> Walk(string path, JsonObject schema)
    {
        yield return (path, schema);
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
            foreach (var found in Walk($"{path}/{name}", member!.AsObject())) yield return found;
        if (schema["additionalProperties"] is JsonObject entry)
            foreach (var found in Walk(path + "/*", entry)) yield return found;
    }
}
