using Cake.Core;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;
using Recsys.Settings;

namespace Recsys.Build.Arguments;

/// <summary>The arguments that choose or change settings. Any other name is a mistake: a typing error must not pass silently.</summary>
public static class SettingsArguments
{
    // What says which shop is meant, as opposed to how it is built.
    private static readonly string[] Shop = ["settings", "environment", "name", "artifacts"];

    // Cake's own configuration, which any call may change, and an option that not every version of its host takes for itself.
    private static readonly string[] Configuration = ["paths_", "settings_", "nuget_", "no-report"];

    /// <summary>The folder that the build was called from; the repository where nobody says.</summary>
    public static string CallerDirectory(string root) =>
        Environment.GetEnvironmentVariable("RECSYS_CALLER_DIRECTORY") is { Length: > 0 } caller ? caller : root;

    /// <summary>Names a caller may use, for help texts.</summary>
    public static IEnumerable<string> Names =>
        KnownArguments.All.Select(argument => argument.Name).Where(name => name != KnownArguments.Target);

    /// <exception cref="SettingsException">An argument that nothing reads.</exception>
    public static void RequireKnown(ICakeArguments arguments)
    {
        var unknown = arguments
            .GetArguments()
            .Keys.Where(name =>
                !KnownArguments.All.Any(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                && !Configuration.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            )
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (unknown.Length > 0)
            throw new SettingsException([.. unknown.Select(Mistake)]);
    }

    /// <param name="arguments">Of the command line.</param>
    /// <param name="root">The repository, whose settings are taken when the caller names none.</param>
    public static SettingsRequest Request(ICakeArguments arguments, string root)
    {
        var given = arguments.GetArguments();
        var caller = CallerDirectory(root);
        return new SettingsRequest
        {
            File = All(given, "settings").FirstOrDefault() ?? SettingsRequest.DefaultFile,
            Overlays = [.. All(given, "settings").Skip(1)],
            Environment = Last(given, "environment"),
            // What the caller typed is relative to where the caller is, the default file to the repository.
            Data = Last(given, "data") is { } data ? Path.GetFullPath(data, caller) : null,
            WorkingDirectory = Last(given, "settings") is null ? root : caller,
            Overrides =
            [
                .. KnownArguments.Settings
                    .Where(path => Last(given, path.Key) is not null)
                    .Select(path => new SettingsOverride(path.Value, Last(given, path.Key)!, $"--{path.Key}")),
            ],
            Variables = SettingsRequest.ProcessVariables(),
        };
    }

    /// <summary>The arguments that chose this shop, as they are typed again; each begins with a blank.</summary>
    public static string ChoosingShop(ICakeArguments arguments)
    {
        var given = arguments.GetArguments();
        return string.Concat(Shop.SelectMany(name => Typed(given, name)));
    }

    /// <summary>All arguments that chose the settings, as they are typed again, with one more settings file laid over the others.</summary>
    /// <param name="arguments">Of the command line.</param>
    /// <param name="root">The repository.</param>
    /// <param name="overlay">The settings file to lay over.</param>
    public static string WithOverlay(ICakeArguments arguments, string root, string overlay)
    {
        var given = arguments.GetArguments();
        var caller = CallerDirectory(root);
        var file =
            All(given, "settings").Count > 0
                ? Typed(given, "settings")
                : [$" --settings={ShellText.Quote(Near(Path.Combine(root, SettingsRequest.DefaultFile)))}"];
        return string.Concat([
            .. file,
            $" --settings={ShellText.Quote(Near(overlay))}",
            .. Shop.Skip(1).Append(KnownArguments.Data).Concat(Changing).SelectMany(name => Typed(given, name)),
        ]);

        string Near(string path) =>
            Path.GetRelativePath(caller, path) is var near && near.StartsWith("..", StringComparison.Ordinal) ? path : near;
    }

    // A trial is not tuned again.
    private static IEnumerable<string> Changing => KnownArguments.Settings.Keys.Except(Shop).Except([KnownArguments.Trials]);

    // Settings files are laid over one another; of any other argument the last one counts.
    private static IEnumerable<string> Typed(IDictionary<string, ICollection<string>> given, string name) =>
        (name == "settings" ? All(given, name) : All(given, name).TakeLast(1)).Select(value => $" --{name}={ShellText.Quote(value)}");

    private static string? Last(IDictionary<string, ICollection<string>> given, string name) => All(given, name).LastOrDefault();

    private static ICollection<string> All(IDictionary<string, ICollection<string>> given, string name) =>
        given.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value ?? [];

    private static SettingsMistake Mistake(string name)
    {
        var nearest = NearestName.Of(name, Names.Prepend(KnownArguments.Target));
        return new SettingsMistake(
            "",
            $"--{name}",
            $"there is no such argument.{(nearest is null ? "" : $" Did you mean --{nearest}?")} Known: "
                + $"{string.Join(", ", Names.Select(known => $"--{known}"))}."
        );
    }
}
