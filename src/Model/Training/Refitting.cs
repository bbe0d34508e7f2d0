using Recsys.Model.Data;
using Recsys.Settings;

namespace Recsys.Model.Training;

/// <summary>
/// What the served networks have learned from. Once the best epoch and the rankers are known, nothing more is chosen by the validation
/// split, whose events are the newest there are: they are learned too.
/// </summary>
public static class Refitting
{
    /// <summary>Whether the networks are trained anew with the validation split.</summary>
    public static bool Applies(RecsysSettings settings, Dataset dataset) => settings.Train.Refit && dataset.HasValidationEvents;

    /// <summary>The dataset in which the train split is what they have learned from.</summary>
    public static Dataset Learned(RecsysSettings settings, Dataset dataset) =>
        Applies(settings, dataset) ? dataset.WithValidationEvents() : dataset;
}
