using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;

namespace Recsys.Settings;

/// <summary>The resolved settings, written once per run for the tools to read.</summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
public static class SettingsFile
{
    /// <summary>Writes every setting; equal settings give equal bytes, whatever the order of gates and columns was.</summary>
    public static void Write(string path, RecsysSettings settings)
    {
        var node = SettingsJson.WithoutNulls(SettingsJson.ToNode(settings))!;
        AtomicFile.Write(path, Ordered(node, SettingsSchema.Shared)!.ToJsonString(SettingsJson.Options) + "\n");
    }

    /// <summary>Reads and validates a resolved file; no overlay, variable or argument changes it.</summary>
    /// <exception cref="SettingsException">Missing or wrong; carries every mistake.</exception>
    public static RecsysSettings Read(string path) => SettingsLoader.Single(path);

    /// <summary>Settings as the records declare them, entries of maps in ordinal order.</summary>
    private static JsonNode? Ordered(JsonNode? node, JsonObject schema)
    {
        if (node is JsonArray items && schema["items"] is JsonObject item)
            return new JsonArray([.. items.Select(one => Ordered(one, item))]);
        if (node is not JsonObject members) return node?.DeepClone();
        var entries = schema["additionalProperties"] is JsonObject
            ? members.OrderBy(member => member.Key, StringComparer.Ordinal)
            : members.AsEnumerable();
        return new JsonObject(entries.Select(member =>
            KeyValuePair.Create(member.Key, Ordered(member.Value, SettingsSchema.Find(schema, [member.Key])!))));
    }
}

/// <summary>Hash of the settings that a step depends on.</summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
public static class SettingsHash
{
    private static readonly JsonSerializerOptions OneLine = new(SettingsJson.Options) { WriteIndented = false };

    /// <summary>
    /// SHA-256 of a section's canonical JSON (sorted names, no white space). Where the folders lie does not count:
    /// <c>artifacts</c>, <c>data.folder</c>, <c>verify.champion</c> and <c>verify.golden</c> are left out.
    /// </summary>
    /// <param name="section">A settings record, or one value of it.</param>
    /// <param name="leaveOut">Further settings that do not count, as dotted paths inside the section.</param>
    /// <exception cref="ArgumentException">A path in <paramref name="leaveOut"/> does not exist.</exception>
    public static string Of(object section, params IReadOnlyList<string> leaveOut) =>
        ContentHash.OfText(SettingsJson.Sorted(Counting(section, leaveOut))?.ToJsonString() ?? "null");

    /// <summary>
    /// The same settings one by one: dotted path, from <paramref name="name"/> on, to canonical JSON; a setting that is not set is
    /// left out. For records that a person reads.
    /// </summary>
    public static IEnumerable<(string Path, string Value)> Values(string name, object section) =>
        Leaves(name, SettingsJson.WithoutNulls(SettingsJson.Sorted(Counting(section, []))));

    private static JsonNode? Counting(object section, IReadOnlyList<string> leaveOut)
    {
        var node = SettingsJson.ToNode(section);
        string[] places = section switch
        {
            RecsysSettings => ["artifacts", "data.folder", "verify.champion", "verify.golden"],
            DataSettings => ["folder"],
            VerifySettings => ["champion", "golden"],
            _ => [],
        };
        foreach (var path in places.Concat(leaveOut.Except(places)))
            if (!Remove(node, path.Split('.')))
                throw new ArgumentException($"{section.GetType().Name} has no setting {path}", nameof(leaveOut));
        return node;
    }

    private static IEnumerable<(string Path, string Value)> Leaves(string path, JsonNode? node) => node switch
    {
        null => [],
        JsonObject { Count: > 0 } members => members.SelectMany(member => Leaves($"{path}.{member.Key}", member.Value)),
        _ => [(path, node.ToJsonString(OneLine))],
    };

    private static bool Remove(JsonNode? node, string[] path) => node is JsonObject members
        && (path.Length == 1 ? members.Remove(path[0]) : members.ContainsKey(path[0]) && Remove(members[path[0]], path[1..]));
}
