using Recsys.Model.Checkpoints;

namespace Recsys.Model.Training;

/// <summary>Everything that a training run continues from; with it a run ends in the same bytes as one that was never
/// interrupted.</summary>
/// <param name="Progress">The numbers.</param>
/// <param name="Tensors">Parameters, the best parameters so far, and the optimizer's moments, named <c>kind/parameter</c>.</param>
public sealed record TrainingState(TrainingProgress Progress, SortedDictionary<string, FloatTensor> Tensors);

/// <summary>The numbers of a training state.</summary>
public sealed record TrainingProgress
{
    /// <summary>Epochs that are done and scored; its last row tells which epoch is next.</summary>
    public required IReadOnlyList<EpochResult> Curve { get; init; }

    public required int BestEpoch { get; init; }

    public required double BestScore { get; init; }

    /// <summary>State of the generator of batches when the epoch in progress began.</summary>
    public required ulong Random { get; init; }

    /// <summary>Steps of the epoch in progress that are done; drawn again, they are not trained again.</summary>
    public required int Step { get; init; }

    /// <summary>Sum of the losses of those steps, and how many had one.</summary>
    public required double LossSum { get; init; }

    public required int LossCount { get; init; }

    /// <summary>State of libtorch's generator, which draws the dropout.</summary>
    public required byte[] Dropout { get; init; }

    public required long OptimizerSteps { get; init; }
}
