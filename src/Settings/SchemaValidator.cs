using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;

namespace Recsys.Settings;

/// <summary>
/// Walks the settings along their JSON schema and collects every mistake. It knows the keywords that
/// <see cref="SettingsSchema"/> writes: type, properties, additionalProperties, required, enum, minimum,
/// maximum, pattern, examples, propertyNames (with an enum: a map that takes these names alone).
/// </summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
internal sealed class SchemaValidator(JsonObject root, SettingsTree tree, List<SettingsMistake> mistakes)
{
    private readonly List<(JsonObject Parent, string Name)> _wrong = [];

    /// <summary>Checks the tree, then takes what is wrong out of it, so that the rest can still be judged as a whole.</summary>
    public void Run()
    {
        foreach (var path in tree.Removed.Where(path => SettingsSchema.Find(root, path) is null)) Unknown(path);
        Object("", tree.Root, root);
        foreach (var (parent, name) in _wrong) parent.Remove(name);
    }

    internal static string[] Types(JsonObject? schema) => schema?["type"] switch
    {
        null => [],
        JsonArray several => [.. several.Select(type => (string)type!)],
        var one => [(string)one!],
    };

    /// <summary>False when the object cannot stand even without its wrong members, since one of them is required.</summary>
    private bool Object(string path, JsonObject node, JsonObject schema)
    {
        var required = schema["required"]?.AsArray().Select(item => (string)item!).ToList() ?? [];
        var missing = required.Where(name => !node.ContainsKey(name)).ToList();
        foreach (var name in missing) Add(SettingsPath.Join(path, name), "is missing. Remedy: set it.");
        var stands = missing.Count == 0;
        foreach (var (name, value) in node.ToList())
        {
            var member = SettingsPath.Join(path, name);
            var valid = (schema["properties"]?[name] ?? (schema.ContainsKey("propertyNames") ? null : schema["additionalProperties"]))
                is JsonObject known
                ? Value(member, value, known)
                : Add(member, UnknownMessage(name, schema));
            if (valid) continue;
            _wrong.Add((node, name));
            stands &= !required.Contains(name);
        }
        return stands;
    }

    private bool Value(string path, JsonNode? node, JsonObject schema)
    {
        var types = Types(schema);
        var kind = node?.GetValueKind() ?? JsonValueKind.Null;
        if (!types.Any(type => Fits(type, kind)))
            return Add(path, $"expected {Wanted(types)}, found {Shown(node)}. Remedy: {Remedy(types, schema)}.");
        return kind switch
        {
            JsonValueKind.Object => Object(path, node!.AsObject(), schema),
            JsonValueKind.Array => List(path, node!.AsArray(), schema),
            JsonValueKind.Number => Number(path, node!, schema, types.Contains("integer")),
            JsonValueKind.String => Text(path, (string)node!, schema),
            _ => true,
        };
    }

    private bool List(string path, JsonArray items, JsonObject schema)
    {
        var stands = true;
        if (schema["items"] is JsonObject item)
            foreach (var value in items) stands &= Value(path, value, item);
        return stands;
    }

    private bool Number(string path, JsonNode node, JsonObject schema, bool whole)
    {
        var number = node.GetValue<double>();
        if (
            schema["minimum"] is { } minimum && number < minimum.GetValue<double>()
            || schema["maximum"] is { } maximum && number > maximum.GetValue<double>()
        )
            return Add(path, $"{Shown(node)} is out of range. Remedy: {Remedy(Types(schema), schema)}.");
        return !whole || node.AsValue().TryGetValue<int>(out _)
            || Add(path, $"{Shown(node)} is not a whole number. Remedy: write it without a decimal point or exponent.");
    }

    private bool Text(string path, string text, JsonObject schema)
    {
        if (
            schema["enum"]?.AsArray().Where(item => item is not null).Select(item => (string)item!).ToList() is { } allowed
            && !allowed.Contains(text)
        )
            return Add(
                path,
                $"{Shown(text)} is not allowed{DidYouMean(NearestName.Of(text, allowed))} Remedy: choose one of "
                    + $"{string.Join(", ", allowed)}."
            );
        if (
            (string?)schema["pattern"] is { } pattern
            && Regex.Match(text, pattern, RegexOptions.CultureInvariant).Length is var length
            && (length != text.Length || length == 0)
        )
            return Add(path, Mismatch(text, pattern, schema));
        return true;
    }

    private static string Mismatch(string text, string pattern, JsonObject schema)
    {
        if (schema["examples"] is not JsonArray examples)
            return $"{Shown(text)} does not match {pattern}. Remedy: {(string?)schema["description"] ?? "write it in that form."}";
        var known = examples.Select(item => (string)item!).ToList();
        return $"{Shown(text)} is not allowed{DidYouMean(NearestName.Of(text, known))} Remedy: choose one of {string.Join(", ", known)}, "
            + "or one of these with another number.";
    }

    private bool Add(string path, string message)
    {
        mistakes.Add(new SettingsMistake(path, tree.Origin(path), message));
        return false;
    }

    /// <summary>A setting that was removed by null and does not exist: the first unknown name on its way is at fault.</summary>
    private void Unknown(string[] path)
    {
        var depth = Enumerable.Range(1, path.Length).First(length => SettingsSchema.Find(root, path.Take(length)) is null);
        var parent = SettingsSchema.Find(root, path.Take(depth - 1))!;
        Add(string.Join('.', path.Take(depth)), UnknownMessage(path[depth - 1], parent));
    }

    private string UnknownMessage(string name, JsonObject schema)
    {
        var known = schema["properties"]?.AsObject().Select(member => member.Key).Where(key => key != "$schema").ToList() ?? [];
        var meant = NearestName.Of(name, known) ?? Elsewhere(name, root, "");
        return $"unknown setting{DidYouMean(meant)} Remedy: correct or remove it; known here: "
            + $"{(known.Count == 0 ? "nothing" : string.Join(", ", known))}.";
    }

    /// <summary>The full path of a setting that has this very name in another section.</summary>
    private static string? Elsewhere(string name, JsonObject schema, string path)
    {
        foreach (var (key, value) in schema["properties"]?.AsObject() ?? [])
        {
            var member = SettingsPath.Join(path, key);
            if (key == name && path.Length > 0) return member;
            if (Elsewhere(name, value!.AsObject(), member) is { } found) return found;
        }
        return null;
    }

    private static string DidYouMean(string? name) => name is null ? "." : $"; did you mean \"{name}\"?";

    private static bool Fits(string type, JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type is "number" or "integer",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };

    private static string Wanted(string[] types) => string.Join(" or ", types.Where(type => type != "null").Select(type => type switch
    {
        "object" => "an object",
        "array" => "a list",
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        _ => "true or false",
    }));

    private static string Remedy(string[] types, JsonObject schema)
    {
        if (schema["enum"] is JsonArray allowed) return "choose one of " + string.Join(", ", allowed.Where(item => item is not null));
        if (schema["minimum"] is { } minimum && schema["maximum"] is { } maximum)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"write {Wanted(types)} from {minimum} to {maximum} (default {schema["default"]})"
            );
        return $"write {Wanted(types)}";
    }

    private static string Shown(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "an object",
        JsonArray => "a list",
        _ when node.GetValueKind() == JsonValueKind.String => Shown((string)node!),
        _ => node.ToJsonString(),
    };

    private static string Shown(string text) => $"\"{text}\"";
}
