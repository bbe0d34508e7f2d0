using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Recsys.Contracts.Judging;

namespace Recsys.Settings;

/// <summary>
/// What settings may name that other parts of the program give a meaning. Who loads settings for people passes it; a resolved file
/// was checked with it and is read without.
/// </summary>
public sealed class SettingsVocabulary
{
    /// <summary>Nothing but what the settings know themselves.</summary>
    public static readonly SettingsVocabulary None = new();

    private readonly ConcurrentDictionary<Type, JsonObject> _schemas = [];

    /// <summary>Dotted path of a setting, with <c>*</c> for any entry of a map, to what is known of it.</summary>
    public IReadOnlyDictionary<string, SettingWords> Words { get; init; } = new Dictionary<string, SettingWords>(StringComparer.Ordinal);

    /// <summary>What must hold of the section <c>verify</c> beyond each setting by itself.</summary>
    public Func<VerifySettings, IEnumerable<BrokenRule>> Rules { get; init; } = _ => [];

    /// <summary>The schema with these words, made once; read only.</summary>
    [RequiresUnreferencedCode(SettingsJson.Reason)]
    [RequiresDynamicCode(SettingsJson.Reason)]
    internal JsonObject Schema() => Schema(typeof(RecsysSettings));

    /// <summary>The same of another file.</summary>
    [RequiresUnreferencedCode(SettingsJson.Reason)]
    [RequiresDynamicCode(SettingsJson.Reason)]
    internal JsonObject Schema(Type of) => _schemas.GetOrAdd(of, type => SettingsSchema.Create(type, this));
}

/// <summary>What is known of one setting whose values have names.</summary>
public sealed record SettingWords
{
    /// <summary>In place of the setting's own description; null keeps that.</summary>
    public string? Description { get; init; }

    /// <summary>The only values; null: others too.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Some values, which editors offer; null for none.</summary>
    public IReadOnlyList<string>? Examples { get; init; }

    /// <summary>A regular expression for the whole value; null for none.</summary>
    public string? Pattern { get; init; }
}
