using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Networks;
using static TorchSharp.torch;

namespace Recsys.Model.Training;

/// <summary>What changes while training: random generators, optimizer, learning curve, the best parameters so far, and the place in the
/// epoch.</summary>
public sealed class TrainingRun(Parameters parameters, Adam adam, Generator dropout, int seed)
{
    private const string Current = "parameter/", Best = "best/", Mean = "adam.mean/", Square = "adam.square/";
    private readonly List<EpochResult> _curve = [];
    private SortedDictionary<string, FloatTensor> _best = [];
    private ulong _epochStart = (ulong)seed;
    private double _lossSum;
    private int _lossCount;

    public IReadOnlyList<EpochResult> Curve => _curve;

    public int BestEpoch { get; private set; }

    public double BestScore { get; private set; } = double.NegativeInfinity;

    /// <summary>Draws batches and dropped identities.</summary>
    public SplitMix Random { get; private set; } = new((ulong)seed);

    /// <summary>Steps done of the epoch in progress.</summary>
    public int Step { get; private set; }

    /// <summary>Mean loss of the epoch in progress.</summary>
    public double Loss => _lossSum / Math.Max(1, _lossCount);

    /// <summary>Begins before the first epoch.</summary>
    /// <param name="start">Epoch 0.</param>
    /// <param name="score">Of the parameters as given; minus infinity when they do not compete for the best.</param>
    public void Begin(EpochResult start, double score)
    {
        _curve.Add(start);
        (BestScore, _best) = (score, parameters.Export());
    }

    /// <summary>A step is done; <paramref name="loss"/> is null where the batch had nothing to learn.</summary>
    public void FinishStep(float? loss)
    {
        Step++;
        if (loss is null) return;
        _lossSum += loss.Value;
        _lossCount++;
    }

    /// <summary>An epoch is done.</summary>
    /// <returns>Whether it is the best so far.</returns>
    public bool FinishEpoch(EpochResult result, double score)
    {
        _curve.Add(result);
        (_epochStart, Step, _lossSum, _lossCount) = (Random.State, 0, 0, 0);
        if (score <= BestScore) return false;
        (BestScore, BestEpoch, _best) = (score, result.Epoch, parameters.Export());
        return true;
    }

    /// <summary>Leaves the best parameters in the model.</summary>
    public void TakeBest()
    {
        foreach (var (name, value) in _best) parameters.Set(name, value);
    }

    /// <summary>The state after the last finished step or epoch. Shares arrays with the run: write it before the next step.</summary>
    public TrainingState Capture()
    {
        var tensors = new SortedDictionary<string, FloatTensor>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters.Export()) tensors[Current + name] = value;
        foreach (var (name, value) in _best) tensors[Best + name] = value;
        foreach (var (name, (mean, square)) in adam.Moments)
            (tensors[Mean + name], tensors[Square + name]) = (
                new FloatTensor([mean.Length], mean),
                new FloatTensor([square.Length], square)
            );
        using var state = dropout.get_state();
        return new TrainingState(new TrainingProgress
        {
            Curve = _curve,
            BestEpoch = BestEpoch,
            BestScore = BestScore,
            Random = _epochStart,
            Step = Step,
            LossSum = _lossSum,
            LossCount = _lossCount,
            Dropout = state.bytes.ToArray(),
            OptimizerSteps = adam.Steps,
        }, tensors);
    }

    /// <summary>Takes up where the state was captured.</summary>
    /// <exception cref="ArtifactException">It does not fit the model; nothing was changed.</exception>
    public void Restore(TrainingState state)
    {
        var progress = state.Progress;
        var shapes = parameters.All.ToDictionary(pair => pair.Key, pair => pair.Value.shape);
        foreach (var (name, shape) in shapes)
        foreach (var kind in (string[])[Current, Best])
            if (!state.Tensors.TryGetValue(kind + name, out var value) || !value.Shape.AsSpan().SequenceEqual(shape))
                throw new ArtifactException($"{kind}{name} does not fit the model");
        var moments = new Dictionary<string, (float[], float[])>();
        foreach (var (name, shape) in shapes)
        {
            if (!state.Tensors.TryGetValue(Mean + name, out var mean) || !state.Tensors.TryGetValue(Square + name, out var square))
                continue;
            if (mean.Data.Length != square.Data.Length || mean.Data.Length != shape.Aggregate(1L, (size, side) => size * side))
                throw new ArtifactException($"the moments of {name} do not fit the model");
            moments[name] = (mean.Data, square.Data);
        }
        RestoreDropout(progress.Dropout);
        foreach (var name in shapes.Keys)
            parameters.Set(name, state.Tensors[Current + name]);
        _best = new SortedDictionary<string, FloatTensor>(
            shapes.Keys.ToDictionary(name => name, name => state.Tensors[Best + name]),
            StringComparer.Ordinal
        );
        adam.Restore(progress.OptimizerSteps, moments, parameters);
        _curve.Clear();
        _curve.AddRange(progress.Curve);
        (BestEpoch, BestScore) = (progress.BestEpoch, progress.BestScore);
        (_epochStart, Random, Step) = (progress.Random, new SplitMix(progress.Random), progress.Step);
        (_lossSum, _lossCount) = (progress.LossSum, progress.LossCount);
    }

    // libtorch ends the process on a state of another length.
    private void RestoreDropout(byte[] saved)
    {
        using var present = dropout.get_state();
        if (present.bytes.Length != saved.Length) throw new ArtifactException("the generator's state is of another length");
        using var state = tensor(saved, [saved.Length], dtype: ScalarType.Byte);
        using var copy = state.clone();
        dropout.set_state(copy);
    }
}
