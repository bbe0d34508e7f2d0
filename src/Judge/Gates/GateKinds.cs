using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;

namespace Recsys.Judge.Gates;

/// <summary>Every kind of gate that measurements can have; score rows have <see cref="PairedScoreGate"/>.</summary>
public static class GateKinds
{
    /// <summary>In place of a task, in the results of gates on measurements.</summary>
    public const string Measurements = "measurements";

    public static readonly IReadOnlyList<GateKind> All = [new QuantileKind(), new ExactKind()];

    /// <summary>The kind of a result; null for a gate on score rows.</summary>
    public static GateKind? Of(GateResult gate) => gate.Kind is null ? null : All.FirstOrDefault(kind => kind.Name == gate.Kind);

    /// <summary>The gates of some settings, by name in ordinal order.</summary>
    /// <param name="settings">By name.</param>
    /// <param name="path">Dotted path of the section, for mistakes.</param>
    /// <exception cref="SettingsException">Gates that cannot be decided; carries all of them.</exception>
    public static IReadOnlyList<IGate> Read(IReadOnlyDictionary<string, MeasurementGateSettings> settings, string path)
    {
        var mistakes = new List<SettingsMistake>();
        var gates = new List<IGate>();
        foreach (var (name, gate) in settings.OrderBy(gate => gate.Key, StringComparer.Ordinal))
        {
            void Mistake(string field, string message) => mistakes.Add(new($"{path}.{name}.{field}", "settings", message));
            if (All.FirstOrDefault(kind => kind.Name == gate.Kind) is not { } known)
                Mistake("kind", Unknown(gate.Kind));
            else if (gate.Of.Length == 0)
                Mistake("of", "no measurement is named. Remedy: set of to a name of the measurements file.");
            else if (known.Read(name, gate, Mistake) is { } read)
                gates.Add(read);
        }
        return mistakes.Count == 0 ? gates : throw new SettingsException(mistakes);
    }

    private static string Unknown(string kind)
    {
        var names = All.Select(one => one.Name).ToList();
        var meant = NearestName.Of(kind, names) is { } near ? $"; did you mean \"{near}\"?" : ".";
        return $"'{kind}' is no kind of gate{meant} Remedy: choose one of {string.Join(", ", names)}.";
    }
}
