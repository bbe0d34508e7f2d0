using Cake.Core;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;
using Recsys.Steps;

namespace Recsys.Build.Arguments;

/// <summary>The arguments that say how a run treats its steps.</summary>
public static class RunArguments
{
    /// <param name="arguments">Of the command line.</param>
    /// <param name="steps">Names of the steps there are, in the order of the pipeline.</param>
    /// <exception cref="SettingsException">A step that does not exist.</exception>
    public static RunOptions Read(ICakeArguments arguments, IReadOnlyList<string> steps)
    {
        var given = arguments.GetArguments(RunOptions.ForceName).ToArray();
        string[] names =
        [
            .. given.SelectMany(text =>
                (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
        ];
        var unknown = names.Where(name => !steps.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => Mistake(name, steps)).ToList();
        if (given.Length > 0 && names.Length == 0)
            unknown.Add(new SettingsMistake("", $"--{RunOptions.ForceName}", $"name the steps to run: {string.Join(",", steps)}."));
        if (unknown.Count > 0)
            throw new SettingsException(unknown);
        var why =
            arguments.HasArgument(RunOptions.WhyName)
            && !string.Equals(arguments.GetArguments(RunOptions.WhyName).LastOrDefault(), "false", StringComparison.OrdinalIgnoreCase);
        return new RunOptions(why, names.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    private static SettingsMistake Mistake(string name, IReadOnlyList<string> steps) =>
        new(
            "",
            $"--{RunOptions.ForceName}",
            $"there is no step {name}.{(NearestName.Of(name, steps) is { } nearest ? $" Did you mean {nearest}?" : "")} Steps: "
                + $"{string.Join(", ", steps)}."
        );
}
