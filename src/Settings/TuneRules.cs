using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;

namespace Recsys.Settings;

/// <summary>What must hold of <c>tune.space</c>: each name is a setting of train, and each value is one that it may have.</summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
internal static class TuneRules
{
    // A trial is measured before the refit: it has no say in the figures.
    private const string Unused = "refit";

    private static readonly Dictionary<string, JsonObject> Known = Leaves("", SettingsSchema.Find(SettingsSchema.Shared, ["train"])!)
        .Where(leaf => leaf.Name != Unused)
        .ToDictionary(StringComparer.Ordinal);

    public static IEnumerable<BrokenRule> Check(TuneSettings tune) => tune.Space.Count == 0
        ? [new("names no setting, so there is nothing to tune. Remedy: name some, or remove tune.space to have its default.", "tune.space")]
        : tune.Space.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => Check(entry.Key, entry.Value));

    private static IEnumerable<BrokenRule> Check(string name, TunedSetting tuned)
    {
        var path = $"tune.space.{name}";
        if (!Known.TryGetValue(name, out var schema))
        {
            var meant = NearestName.Of(
                name.StartsWith("train.", StringComparison.Ordinal) ? name["train.".Length..] : name,
                Known.Keys
            );
            return
            [
                new(
                    $"train has no setting of this name that can be tuned{(meant is null ? "." : $"; did you mean \"{meant}\"?")} Remedy: "
                        + $"use one of {string.Join(", ", Known.Keys)}.",
                    path
                ),
            ];
        }
        return tuned.Choices is { } choices ? Choices(name, path, tuned, choices) : Range(name, path, tuned, SchemaValidator.Types(schema));
    }

    private static IEnumerable<BrokenRule> Choices(string name, string path, TunedSetting tuned, JsonElement[] choices)
    {
        if (tuned.From is not null || tuned.To is not null || tuned.Scale is not null)
            yield return new("is either choices or a range. Remedy: set choices alone, or from and to.", path + ".choices", path);
        if (choices.Length == 0)
            yield return new("has no value. Remedy: name the values to choose from.", path + ".choices", path);
        foreach (var choice in choices)
            foreach (var mistake in Value(name, choice.GetRawText())) yield return new(mistake, path + ".choices", path);
    }

    private static IEnumerable<BrokenRule> Range(string name, string path, TunedSetting tuned, string[] types)
    {
        if (!types.Contains("number") && !types.Contains("integer"))
            yield return new($"train.{name} is no number and has no range. Remedy: set choices.", path, path);
        else if (tuned is not { From: { } from, To: { } to })
            yield return new("lacks an end of its range. Remedy: set from and to, or choices.", path, path);
        else if (from > to)
            yield return new(
                $"{SettingsOverlay.Json(from)} is greater than to {SettingsOverlay.Json(to)}. Remedy: exchange them.",
                path + ".from",
                path
            );
        else if (tuned.Scale == TunedSetting.Logarithmic && from <= 0)
            yield return new(
                $"a log scale has no {SettingsOverlay.Json(from)}. Remedy: begin above 0, or set scale to linear.",
                path + ".from",
                path
            );
        else
        {
            foreach (var mistake in Value(name, SettingsOverlay.Json(from))) yield return new(mistake, path + ".from", path);
            foreach (var mistake in Value(name, SettingsOverlay.Json(to))) yield return new(mistake, path + ".to", path);
        }
    }

    /// <summary>What is wrong with a value of a setting of train, whatever the others are.</summary>
    private static IEnumerable<string> Value(string name, string json)
    {
        var (tree, mistakes) = (new SettingsTree(""), new List<SettingsMistake>());
        tree.Set(["train", .. name.Split('.')], JsonNode.Parse(json), "");
        new SchemaValidator(SettingsSchema.Shared, tree, mistakes).Run();
        if (mistakes.Count > 0)
            return mistakes.Select(mistake => $"train.{name}: {mistake.Message}");
        return SettingsRules
            .Train(tree.Root.Deserialize<RecsysSettings>(SettingsJson.Options)!.Train)
            .Where(rule => rule.Paths.Length == 1)
            .Select(rule => $"train.{name}: {rule.Message}");
    }

    private static IEnumerable<(string Name, JsonObject Schema)> Leaves(string path, JsonObject section) =>
        section["properties"]!
            .AsObject()
            .SelectMany(member =>
            {
                var (name, schema) = (SettingsPath.Join(path, member.Key), member.Value!.AsObject());
                return schema["properties"] is null ? [(name, schema)] : Leaves(name, schema);
            });
}
