using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;

namespace Recsys.Build.Arguments;

/// <summary>
/// The command line before the host reads it: a word without dashes and a target that does not exist are wrong use like any other,
/// whichever host would find them and whatever code it has for them.
/// </summary>
public static class CommandLine
{
    private static readonly string[] TargetNames = ["-t", "--target", "--Target"], HelpNames = ["-h", "--help", "-?"];

    // What takes no value: a word after it belongs to nobody. The other spellings are the host's.
    private static readonly HashSet<string> Switches = new(
        [
            .. KnownArguments.All.Where(argument => argument.Value is null).Select(argument => $"--{argument.Name}"),
            "-e", "--exclusive", "--tree", "--showtree", "--dryrun", "--noop", "--whatif", "--description", "--descriptions",
            "--showdescription", "--showdescriptions", "--version", "--ver", "--info", "--no-report", .. HelpNames,
        ],
        StringComparer.Ordinal
    );

    private static readonly string[] Truths = ["true", "false"];

    /// <summary>Whether somebody asks how to use this.</summary>
    public static bool AsksForHelp(IEnumerable<string> arguments) => arguments.TakeWhile(word => word != "--").Any(HelpNames.Contains);

    /// <summary>Everything that no host can make sense of.</summary>
    /// <param name="arguments">As typed.</param>
    /// <param name="targets">Names of the targets that exist; case does not count.</param>
    public static IReadOnlyList<SettingsMistake> Mistakes(IReadOnlyList<string> arguments, IReadOnlyCollection<string> targets)
    {
        var mistakes = new List<SettingsMistake>();
        for (var i = 0; i < arguments.Count && arguments[i] != "--"; i++)
        {
            var word = arguments[i];
            if (!IsOption(word))
            {
                mistakes.Add(Bare(word, targets));
                continue;
            }
            var end = word.AsSpan().IndexOfAny('=', ':');
            var (name, value) = end < 0 ? (word, null) : (word[..end], word[(end + 1)..]);
            if (end < 0 && i + 1 < arguments.Count && !IsOption(arguments[i + 1]) && TakesNext(name, arguments[i + 1]))
                value = arguments[++i];
            if (TargetNames.Contains(name) && value is { Length: > 0 } && !targets.Contains(value, StringComparer.OrdinalIgnoreCase))
                mistakes.Add(Unknown(value, targets));
        }
        return mistakes;
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    private static bool TakesNext(string name, string next) =>
        !Switches.Contains(name) || Truths.Contains(next, StringComparer.OrdinalIgnoreCase);

    private static SettingsMistake Bare(string word, IReadOnlyCollection<string> targets)
    {
        var meant =
            targets.FirstOrDefault(target => target.Equals(word, StringComparison.OrdinalIgnoreCase)) ?? NearestName.Of(word, targets);
        return new SettingsMistake(
            "",
            word,
            $"a word without dashes is no argument. {(meant is null
                ? "Remedy: name a target with --target=NAME; ./build.sh lists them."
                : $"Did you mean --target={meant}? Remedy: ./build.sh --target={meant}")}"
        );
    }

    private static SettingsMistake Unknown(string target, IReadOnlyCollection<string> targets) =>
        new(
            "",
            $"--{KnownArguments.Target}",
            $"the target '{target}' was not found.{(NearestName.Of(target, targets) is { } meant ? $" Did you mean '{meant}'?" : "")} "
                + $"Remedy: choose one of {string.Join(", ", targets)}."
        );
}
