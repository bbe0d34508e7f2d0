using System.Text.Json.Nodes;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;

namespace Recsys.Settings;

/// <summary>
/// Settings file ← overlay of the environment ← further settings files ← environment variables ← arguments ← data folder, validated as a
/// whole.
/// </summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
public static partial class SettingsLoader
{
    private const string EnvironmentVariable = "RECSYS_ENVIRONMENT";

    /// <summary>As <see cref="Resolve"/>, the settings alone.</summary>
    public static RecsysSettings Load(SettingsRequest request, SettingsVocabulary? vocabulary = null) =>
        Resolve(request, vocabulary).Settings;

    /// <summary>Loads, merges and validates; relative paths come out absolute.</summary>
    /// <param name="request">Files, variables and arguments.</param>
    /// <param name="vocabulary">What others say of some settings; none where nobody does.</param>
    /// <exception cref="SettingsException">Carries every mistake: path, origin, remedy.</exception>
    public static ResolvedSettings Resolve(SettingsRequest request, SettingsVocabulary? vocabulary = null)
    {
        var mistakes = new List<SettingsMistake>();
        var words = vocabulary ?? SettingsVocabulary.None;
        var schema = words.Schema();
        var start = Path.GetFullPath(request.WorkingDirectory ?? Directory.GetCurrentDirectory());
        var file = Path.GetFullPath(request.File, start);
        var tree = new SettingsTree(request.File);

        AddFile(tree, file, request.File, mistakes);
        AddOverlay(tree, file, request, mistakes);
        foreach (var overlay in request.Overlays) AddFile(tree, Path.GetFullPath(overlay, start), overlay, mistakes);
        SettingsValue.AddVariables(tree, request.Variables, schema);
        SettingsValue.AddOverrides(tree, request.Overrides, schema);
        if (request.Data is { } data)
        {
            tree.Set(["data", "source"], "tables", "--data");
            tree.Set(["data", "folder"], Path.GetFullPath(data, start), "--data");
        }
        return new(Absolute(Validated(tree, words.Schema(), Rules(words), mistakes), Path.GetDirectoryName(file)!), tree.Origins);
    }

    /// <summary>The environment that a request chooses.</summary>
    public static string EnvironmentOf(SettingsRequest request) =>
        NotEmpty(request.Environment) ?? Chosen(request.Variables) ?? SettingsRequest.LocalEnvironment;

    /// <summary>One file on its own, without overlays: a resolved settings file.</summary>
    internal static RecsysSettings Single(string file)
    {
        var mistakes = new List<SettingsMistake>();
        var tree = new SettingsTree(file);
        AddFile(tree, file, file, mistakes);
        return Validated(tree, SettingsSchema.Shared, Rules(SettingsVocabulary.None), mistakes);
    }

    /// <summary>Settings that must fit one another are judged only where each of them is right by itself.</summary>
    internal static T Validated<T>(
        SettingsTree tree,
        JsonObject schema,
        Func<T, IEnumerable<BrokenRule>> rules,
        List<SettingsMistake> mistakes
    )
    {
        var complete = mistakes.All(mistake => mistake.Path.Length > 0);
        new SchemaValidator(schema, tree, mistakes).Run();
        var wrong = mistakes.Select(mistake => mistake.Path).ToList();
        tree.Root.Remove("$schema");
        var settings = tree.Root.Deserialize<T>(SettingsJson.Options)!;
        foreach (var rule in complete ? rules(settings) : [])
            if (!rule.Paths.Any(path => wrong.Any(other => SettingsPath.Overlap(path, other))))
                mistakes.Add(new SettingsMistake(rule.Paths[0], tree.Origin(rule.Paths), rule.Message));
        return mistakes.Count == 0 ? settings : throw new SettingsException(mistakes);
    }

    /// <summary>What must hold of the settings as a whole.</summary>
    internal static Func<RecsysSettings, IEnumerable<BrokenRule>> Rules(SettingsVocabulary words) =>
        settings => SettingsRules.Check(settings).Concat(words.Rules(settings.Verify));

    internal static void AddFile(SettingsTree tree, string path, string shown, List<SettingsMistake> mistakes)
    {
        try
        {
            if (SettingsText.Parse(File.ReadAllBytes(path), shown, mistakes) is { } text) tree.Add(text.Root, text.Origin);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            mistakes.Add(
                new SettingsMistake(
                    "",
                    shown,
                    $"there is no such settings file in {Path.GetDirectoryName(path)}. Remedy: create it, or name another with "
                        + $"--settings=FILE."
                )
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(
                new SettingsMistake(
                    "",
                    shown,
                    $"the settings file cannot be read: {e.Message} Remedy: name a readable file with --settings=FILE."
                )
            );
        }
    }

    private static void AddOverlay(SettingsTree tree, string file, SettingsRequest request, List<SettingsMistake> mistakes)
    {
        var environment = EnvironmentOf(request);
        var origin = NotEmpty(request.Environment) is null ? EnvironmentVariable : "--environment";
        if (!EnvironmentName().IsMatch(environment))
        {
            mistakes.Add(
                new SettingsMistake(
                    "",
                    origin,
                    $"\"{environment}\" is no name of an environment. Remedy: use letters, digits, dots, hyphens and underscores."
                )
            );
            return;
        }
        var (folder, stem) = (Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file));
        var name = $"{stem}.{environment}.json";
        var overlay = Path.Combine(folder, name);
        if (File.Exists(overlay))
            AddFile(tree, overlay, Path.Combine(Path.GetDirectoryName(request.File) ?? "", name), mistakes);
        else if (environment != SettingsRequest.LocalEnvironment)
            mistakes.Add(new SettingsMistake("", origin, MissingOverlay(folder, stem, environment)));
    }

    private static string MissingOverlay(string folder, string stem, string environment)
    {
        var known = Directory.Exists(folder)
            ? Directory.GetFiles(folder, $"{stem}.*.json").Select(path => Path.GetFileNameWithoutExtension(path)[(stem.Length + 1)..])
                .Where(name => name != "schema").Append(SettingsRequest.LocalEnvironment).Distinct().Order(StringComparer.Ordinal).ToList()
            : [SettingsRequest.LocalEnvironment];
        var meant = NearestName.Of(environment, known) is { } near ? $"; did you mean \"{near}\"?" : "";
        return $"the environment \"{environment}\" has no settings{meant}. Remedy: write {stem}.{environment}.json in {folder}, or choose "
            + $"one of {string.Join(", ", known)}.";
    }

    private static RecsysSettings Absolute(RecsysSettings settings, string folder) => settings with
    {
        Artifacts = Path.GetFullPath(settings.Artifacts, folder),
        Verify = settings.Verify with
        {
            Champion = settings.Verify.Champion is { } champion ? Path.GetFullPath(champion, folder) : null,
            Golden = settings.Verify.Golden is { } golden ? Path.GetFullPath(golden, folder) : null,
        },
        Data = settings.Data with { Folder = Path.GetFullPath(settings.Data.Folder, folder) },
    };

    private static string? Chosen(IReadOnlyDictionary<string, string> variables) => variables
        .Where(variable => variable.Key.Equals(EnvironmentVariable, StringComparison.OrdinalIgnoreCase))
        .OrderBy(variable => variable.Key, StringComparer.Ordinal)
        .Select(variable => NotEmpty(variable.Value)).FirstOrDefault(value => value is not null);

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex EnvironmentName();
}
