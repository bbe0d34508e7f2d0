using Recsys.Model.Commands;

namespace Recsys.Model.Tuning;

/// <summary>What a trial came to.</summary>
/// <param name="Figures">By the names of <see cref="TrialScore"/>; 0 where the validation part does not measure it.</param>
/// <param name="Epochs">Trained.</param>
/// <param name="BestEpoch">Kept.</param>
public sealed record TrialOutcome(SortedDictionary<string, double> Figures, int Epochs, int BestEpoch);
