using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Randomness;
using Recsys.Model.Training;
using Recsys.Settings;

namespace Recsys.Model.Tuning;

/// <summary>The settings that are tuned, and which values of them are tried next.</summary>
public sealed class TuningSpace
{
    // Draws until one is valid and new; the later half is uniform, in case the likely ones have all been tried.
    private const int Draws = 1000;
    private readonly RecsysSettings _settings;

    /// <param name="settings">In force; their <c>tune.space</c> is the space.</param>
    public TuningSpace(RecsysSettings settings)
    {
        _settings = settings;
        Axes =
        [
            .. settings
                .Tune.Space.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => (Path: $"train.{entry.Key}", entry.Value))
                .Select(entry => new TuningAxis(entry.Path, entry.Value, SettingsOverlay.IsWhole(entry.Path))),
        ];
    }

    /// <summary>In the order of their paths.</summary>
    public IReadOnlyList<TuningAxis> Axes { get; }

    /// <summary>The values in force: path to JSON.</summary>
    public SortedDictionary<string, string> Present => Sorted(axis => SettingsOverlay.Value(_settings, axis.Path));

    /// <summary>The values to try next; depends on the seed and on the earlier trials alone. The first are those in force.</summary>
    /// <param name="trials">All earlier ones, in their order.</param>
    /// <returns>Path to JSON; null when every valid combination seems to have been tried.</returns>
    /// <exception cref="ArtifactException">No combination is valid.</exception>
    public SortedDictionary<string, string>? Next(IReadOnlyList<TuneTrial> trials)
    {
        if (trials.Count == 0) return Present;
        var random = new SplitMix(SplitMixFunction.Mix((ulong)_settings.Seed + SplitMixFunction.Increment * (ulong)trials.Count));
        var tried = trials
            .Select(trial => Text(Axes.Select(axis => trial.Settings[axis.Path].GetRawText())))
            .ToHashSet(StringComparer.Ordinal);
        var ranked = TuneTrial
            .Ranked(trials)
            .Concat(trials.Where(trial => trial.Score is null))
            .Select(trial => Axes.Select(axis => axis.Position(trial.Settings[axis.Path].GetRawText())).ToArray())
            .ToList();
        var (repeated, mistake) = (false, "");
        for (var draw = 0; draw < Draws; draw++)
        {
            var positions = draw < Draws / 2 ? TreeParzen.Propose(Axes, ranked, random) : TreeParzen.Uniform(Axes, random);
            var values = Sorted((axis, i) => axis.Value(positions[i]));
            if (tried.Contains(Text(values.Values))) repeated = true;
            else if (Mistake(values) is { } wrong) mistake = wrong;
            else return values;
        }
        return repeated
            ? null
            : throw new ArtifactException(
                $"no combination of tune.space that was drawn is valid. One of them: {mistake} Remedy: change tune.space, or the setting "
                    + $"of train that does not fit it."
            );
    }

    private string? Mistake(SortedDictionary<string, string> values)
    {
        try
        {
            SettingsOverlay.Lay(_settings, values);
            return null;
        }
        catch (SettingsException e)
        {
            return $"{e.Mistakes[0].Path}: {e.Mistakes[0].Message}";
        }
    }

    private static string Text(IEnumerable<string> values) => string.Join('\n', values);

    private SortedDictionary<string, string> Sorted(Func<TuningAxis, string> value) => Sorted((axis, _) => value(axis));

    private SortedDictionary<string, string> Sorted(Func<TuningAxis, int, string> value) =>
        new(Axes.Select((axis, i) => KeyValuePair.Create(axis.Path, value(axis, i))).ToDictionary(), StringComparer.Ordinal);
}
