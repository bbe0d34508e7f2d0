using Recsys.Contracts.Settings;
using Recsys.Model.Data;

namespace Recsys.Model.Training;

/// <summary>
/// What the networks that are served have learned from. Once the best epoch and the rankers are known, nothing is chosen by the validation
/// part any more, and its events are the newest there are.
/// </summary>
public static class Refitting
{
    /// <summary>Whether the networks are trained anew with the validation part.</summary>
    public static bool Applies(RecsysSettings settings, Dataset dataset) => settings.Train.Refit && dataset.HasValidationEvents;

    /// <summary>The dataset in which the train part is what they have learned from.</summary>
    public static Dataset Learned(RecsysSettings settings, Dataset dataset) =>
        Applies(settings, dataset) ? dataset.WithValidationEvents() : dataset;
}
