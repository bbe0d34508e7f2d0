using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Gates;
using Recsys.Settings;

namespace Recsys.Judge.Tool;

/// <summary>A gates file: the section <c>verify</c> of the settings, and gates on measurements.</summary>
public sealed record GatesFile : VerifySettings
{
    [Description("Gates on the values of a measurements file, by name.")]
    public Dictionary<string, MeasurementGateSettings> Measurements { get; init; } = [];

    /// <summary>Reads the file.</summary>
    /// <exception cref="SettingsException">Missing or wrong; carries every mistake with its line.</exception>
    [RequiresUnreferencedCode("The file is read by reflection.")]
    [RequiresDynamicCode("The file is read by reflection.")]
    public static GatesFile Read(string path) =>
        File.Exists(path)
            ? SectionFile.Read<GatesFile>(path, GateVocabulary.ForScores, Mistakes)
            : throw new SettingsException([
                new SettingsMistake("", path, "there is no such gates file. Remedy: create it, or name another with --gates."),
            ]);

    private static IEnumerable<BrokenRule> Mistakes(GatesFile file) =>
        All(() => GateRules.Read(file), "verify.").Concat(All(() => GateKinds.Read(file.Measurements, "measurements"), ""));

    private static IEnumerable<BrokenRule> All(Action read, string prefix)
    {
        try
        {
            read();
            return [];
        }
        catch (SettingsException e)
        {
            return e.Mistakes.Select(mistake => new BrokenRule(
                mistake.Message.Contains("Remedy: ", StringComparison.Ordinal)
                    ? mistake.Message
                    : $"{mistake.Message} Remedy: correct it; docs/judge.md lists what a gate may have.",
                mistake.Path[prefix.Length..]
            ));
        }
    }
}
