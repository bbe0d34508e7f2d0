using System.Collections;

namespace Recsys.Settings;

/// <summary>What a caller says about the settings to load.</summary>
public sealed record SettingsRequest
{
    public const string DefaultFile = "recsys.json";

    /// <summary>The environment when nobody names one.</summary>
    public const string LocalEnvironment = "local";

    /// <summary>The settings file; relative to <see cref="WorkingDirectory"/>.</summary>
    public string File { get; init; } = DefaultFile;

    /// <summary>Further settings files, each laid over those before it and the environment's overlay; relative to
    /// <see cref="WorkingDirectory"/>.</summary>
    public IReadOnlyList<string> Overlays { get; init; } = [];

    /// <summary>Chooses the overlay; null: the variable RECSYS_ENVIRONMENT, else <c>local</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>Folder of the shop's tables; relative to <see cref="WorkingDirectory"/>. Implies <c>data.source: tables</c>.</summary>
    public string? Data { get; init; }

    /// <summary>What relative <see cref="File"/> and <see cref="Data"/> start from; null: the process's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Settings given as arguments; a later one wins.</summary>
    public IReadOnlyList<SettingsOverride> Overrides { get; init; } = [];

    /// <summary>Environment variables, of which RECSYS_ENVIRONMENT and RECSYS__SECTION__NAME count.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The variables of this process, for <see cref="Variables"/>.</summary>
    public static IReadOnlyDictionary<string, string> ProcessVariables() => System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}

/// <summary>One setting given as an argument.</summary>
/// <param name="Path">Dotted path, e.g. <c>deploy.replicas</c>.</param>
/// <param name="Text">The value as typed; <c>null</c> removes the setting.</param>
/// <param name="Origin">What a mistake names as its origin, e.g. <c>--replicas</c>.</param>
public sealed record SettingsOverride(string Path, string Text, string Origin);
