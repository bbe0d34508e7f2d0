using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Recsys.Contracts.Faults;

namespace Recsys.Settings;

/// <summary>Some settings by dotted path, each as JSON text: read from settings, laid over them, or written as a settings file.</summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
public static class SettingsOverlay
{
    /// <summary>A setting's value; <c>null</c> where it is not set.</summary>
    /// <exception cref="ArgumentException">There is no such setting.</exception>
    public static string Value(RecsysSettings settings, string path)
    {
        var node = SettingsJson.ToNode(settings);
        foreach (var name in path.Split('.'))
            node =
                node is JsonObject members && members.TryGetPropertyValue(name, out var member)
                    ? member
                    : throw new ArgumentException($"there is no setting {path}", nameof(path));
        return node?.ToJsonString() ?? "null";
    }

    /// <summary>Whether a setting takes whole numbers only.</summary>
    public static bool IsWhole(string path) =>
        SchemaValidator.Types(SettingsSchema.Find(SettingsSchema.Shared, path.Split('.'))).Contains("integer");

    /// <summary>A number as it is written in settings: the shortest text that is read as the same number.</summary>
    public static string Json(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The settings with others on top, validated as a whole.</summary>
    /// <exception cref="SettingsException">They do not fit; carries every mistake.</exception>
    public static RecsysSettings Lay(RecsysSettings settings, IEnumerable<KeyValuePair<string, string>> values)
    {
        var tree = new SettingsTree("settings");
        tree.Add(SettingsJson.WithoutNulls(SettingsJson.ToNode(settings))!.AsObject(), _ => "settings");
        foreach (var (path, value) in values) tree.Set(path.Split('.'), JsonNode.Parse(value), "overlay");
        return SettingsLoader.Validated(tree, SettingsSchema.Shared, SettingsLoader.Rules(SettingsVocabulary.None), []);
    }

    /// <summary>A settings file that sets these and nothing else, to be laid over another one.</summary>
    public static string Text(IEnumerable<KeyValuePair<string, string>> values)
    {
        var tree = new SettingsTree("overlay");
        foreach (var (path, value) in values.OrderBy(value => value.Key, StringComparer.Ordinal))
            tree.Set(path.Split('.'), JsonNode.Parse(value), "overlay");
        return tree.Root.ToJsonString(SettingsJson.Options) + "\n";
    }
}
