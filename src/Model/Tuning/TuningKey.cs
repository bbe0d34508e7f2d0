using Recsys.Model.Data;
using Recsys.Model.Training;
using Recsys.Settings;

namespace Recsys.Model.Tuning;

/// <summary>Everything that the trials of a search depend on, by name. The number of trials is not part of it.</summary>
public static class TuningKey
{
    public static SortedDictionary<string, string> Of(RecsysSettings settings, Dataset dataset) =>
        new(
            new (string Path, string Value)[]
            {
                ("code", TrainingKey.Code),
                ("cpu", TrainingKey.Processor),
                ("dataset", dataset.Learning),
                ("seed", $"{settings.Seed}"),
                ("threads", $"{settings.Threads}"),
            }
                .Concat(SettingsHash.Values("settings.train", settings.Train))
                .Concat(SettingsHash.Values("settings.recommend", settings.Recommend))
                .Concat(SettingsHash.Values("settings.classify", settings.Classify))
                .Concat(SettingsHash.Values("settings.tune.space", settings.Tune.Space))
                .Concat(SettingsHash.Values("settings.tune.search_weight", settings.Tune.SearchWeight))
                .ToDictionary(input => input.Path, input => input.Value),
            StringComparer.Ordinal
        );
}
