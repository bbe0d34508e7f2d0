namespace Recsys.Model.Tuning;

/// <summary>The result of a trial.</summary>
/// <param name="Figures">By the names of <see cref="TrialScore"/>; 0 where the validation split does not measure it.</param>
/// <param name="Epochs">Trained.</param>
/// <param name="BestEpoch">Kept.</param>
public sealed record TrialOutcome(SortedDictionary<string, double> Figures, int Epochs, int BestEpoch);
