using Cake.Core;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;
using Recsys.Steps;

namespace Recsys.Build.Pipeline;

/// <summary>The arguments that say how a run treats its steps.</summary>
public static class RunArguments
{
    /// <exception cref="SettingsException">A step that does not exist.</exception>
    public static RunOptions Read(ICakeArguments arguments)
    {
        var given = arguments.GetArguments(RunOptions.ForceName).ToArray();
        string[] names =
        [
            .. given.SelectMany(text =>
                (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
        ];
        var unknown = names.Where(name => !Step.Names.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(Mistake).ToList();
        if (given.Length > 0 && names.Length == 0)
            unknown.Add(new SettingsMistake("", $"--{RunOptions.ForceName}", $"name the steps to run: {string.Join(",", Step.Names)}."));
        if (unknown.Count > 0)
            throw new SettingsException(unknown);
        var why =
            arguments.HasArgument(RunOptions.WhyName)
            && !string.Equals(arguments.GetArguments(RunOptions.WhyName).LastOrDefault(), "false", StringComparison.OrdinalIgnoreCase);
        return new RunOptions(why, names.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    private static SettingsMistake Mistake(string name) =>
        new(
            "",
            $"--{RunOptions.ForceName}",
            $"there is no step {name}.{(NearestName.Of(name, Step.Names) is { } nearest ? $" Did you mean {nearest}?" : "")} Steps: "
                + $"{string.Join(", ", Step.Names)}."
        );
}
