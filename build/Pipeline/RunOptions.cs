using Cake.Core;
using Recsys.Contracts.Settings;
using Recsys.Contracts.Text;

namespace Recsys.Build.Pipeline;

/// <summary>How a run treats its steps; unlike settings, nothing that is made depends on it.</summary>
/// <param name="Why">Say of every step why it runs or not.</param>
/// <param name="Forced">Steps that run although they are up to date.</param>
public sealed record RunOptions(bool Why, IReadOnlySet<string> Forced)
{
    public const string WhyName = "why", ForceName = "force";

    public static RunOptions None { get; } = new(false, new HashSet<string>());

    public bool Forces(string step) => Forced.Contains(step);

    /// <exception cref="SettingsException">A step that does not exist.</exception>
    public static RunOptions Read(ICakeArguments arguments)
    {
        var given = arguments.GetArguments(ForceName).ToArray();
        string[] names =
        [
            .. given.SelectMany(text =>
                (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
        ];
        var unknown = names.Where(name => !Step.Names.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(Mistake).ToList();
        if (given.Length > 0 && names.Length == 0)
            unknown.Add(new SettingsMistake("", $"--{ForceName}", $"name the steps to run: {string.Join(",", Step.Names)}."));
        if (unknown.Count > 0)
            throw new SettingsException(unknown);
        var why =
            arguments.HasArgument(WhyName)
            && !string.Equals(arguments.GetArguments(WhyName).LastOrDefault(), "false", StringComparison.OrdinalIgnoreCase);
        return new RunOptions(why, names.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    private static SettingsMistake Mistake(string name) =>
        new(
            "",
            $"--{ForceName}",
            $"there is no step {name}.{(NearestName.Of(name, Step.Names) is { } nearest ? $" Did you mean {nearest}?" : "")} Steps: "
                + $"{string.Join(", ", Step.Names)}."
        );
}
