using System.Diagnostics.CodeAnalysis;
using Recsys.Contracts.Faults;

namespace Recsys.Settings;

/// <summary>Reads one file of another form with the care of the settings: every mistake at once, with its line and what to do.</summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
public static class SectionFile
{
    /// <summary>Reads and validates.</summary>
    /// <param name="path">The file.</param>
    /// <param name="words">What others say of some of its members.</param>
    /// <param name="rules">What must hold beyond each member by itself.</param>
    /// <exception cref="SettingsException">Carries every mistake.</exception>
    public static T Read<T>(string path, SettingsVocabulary words, Func<T, IEnumerable<BrokenRule>> rules)
        where T : new()
    {
        var mistakes = new List<SettingsMistake>();
        var tree = new SettingsTree(path);
        SettingsLoader.AddFile(tree, path, path, mistakes);
        return SettingsLoader.Validated(tree, words.Schema(typeof(T)), rules, mistakes);
    }
}
