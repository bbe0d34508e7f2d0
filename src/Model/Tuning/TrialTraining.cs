using Recsys.Model.Data;
using Recsys.Model.Neighbours;
using Recsys.Model.Training;
using Recsys.Settings;

namespace Recsys.Model.Tuning;

/// <summary>
/// Trains as Train does, up to the rankers, and takes the figures of the validation split. There is no refit: it would leave nothing to
/// measure with.
/// </summary>
/// <param name="dataset">Whole; the test split is never looked at.</param>
/// <param name="states">Where an interrupted trial is taken up from.</param>
/// <param name="log">Told every epoch.</param>
/// <param name="progress">Told every step.</param>
public sealed class TrialTraining(Dataset dataset, TrainingStateFile states, Action<string> log, StepProgress progress)
{
    // EASE takes longer than many a training, and its settings are seldom tuned.
    private (MemorySettings Settings, IReadOnlyList<UnseenNeighbours> Neighbours)? _unseen;

    /// <summary>One trial.</summary>
    /// <exception cref="DivergedException">A value became no number.</exception>
    public TrialOutcome Run(RecsysSettings settings)
    {
        using var trained = FirstTraining.Run(dataset, settings, log, states, progress);
        if (_unseen?.Settings != settings.Train.Memory)
            _unseen = (settings.Train.Memory, NeighbourTraining.Unseen(dataset, settings.Train.Memory, log));
        var blended = NeighbourTraining.Learn(trained.Measured, dataset, _unseen!.Value.Neighbours, settings.Recommend.Repeats, log).Ndcg;
        var kept = trained.Curve[trained.BestEpoch].Validation!;
        return new TrialOutcome(
            new(StringComparer.Ordinal)
            {
                [TrialScore.Blended] = blended,
                [TrialScore.Encoder] = kept.Recommend,
                [TrialScore.Search] = kept.Search,
            },
            trained.Curve.Count - 1,
            trained.BestEpoch
        );
    }
}
