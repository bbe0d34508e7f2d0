using Recsys.Contracts.Judging;
using Recsys.Settings;

namespace Recsys.Build.Delivery;

/// <summary>The settings that a verdict rests on: all but those that come after it.</summary>
public static class JudgedSettings
{
    private const string Root = "settings";

    /// <summary>Sections that do not count.</summary>
    public static readonly string[] LeftOut = ["image", "deploy", "tune"];

    /// <summary>Each of them: dotted path to JSON; of the golden file its hash.</summary>
    public static SortedDictionary<string, string> Values(RecsysSettings settings)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, value) in SettingsHash.Values(Root, settings))
        {
            var name = path[(Root.Length + 1)..];
            if (!LeftOut.Contains(name.Split('.')[0])) values[name] = value;
        }
        if (settings.Verify.Golden is { } golden) values["verify.golden"] = GoldenFile.HashOf(golden);
        return values;
    }
}
