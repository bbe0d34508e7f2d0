namespace Recsys.Build.Arguments;

/// <summary>How this build is used: in the names that a person types, not in those of the program that reads them.</summary>
public static class HelpText
{
    private const int Widest = 28;

    /// <param name="script">As it is called: <c>./build.sh</c>.</param>
    /// <param name="targets">Name and description, in the order to be shown.</param>
    public static IEnumerable<string> Of(string script, IEnumerable<(string Name, string Meaning)> targets) =>
        [
            $"Usage: {script} --target=TARGET [--settings=FILE] [ARGUMENT…]",
            "",
            "Targets:",
            .. targets.Select(target => Row(target.Name, target.Meaning)),
            "",
            "Arguments:",
            .. KnownArguments.All.Select(argument =>
                Row($"--{argument.Name}{(argument.Value is null ? "" : $"={argument.Value}")}", Meaning(argument))
            ),
            "",
            "Of every Cake build:",
            .. KnownArguments.OfHost.Select(argument => Row($"--{argument.Name}", argument.Meaning)),
            "",
            "Exit codes: 0 done; 1 a fault; 2 wrong use or settings; 3 Verify says fail; 4 Verify says not enough evidence; 5 the",
            "deployment was reverted; 130 interrupted; 255 a command line that cannot be read.",
        ];

    private static string Meaning(KnownArgument argument) =>
        argument.Setting is { } setting && setting != argument.Name ? $"{argument.Meaning} ({setting})" : argument.Meaning;

    private static string Row(string name, string meaning) => $"  {name.PadRight(Widest)}  {meaning}";
}
