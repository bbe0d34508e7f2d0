using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Settings;
using static TorchSharp.torch;

namespace Recsys.Model.Training;

/// <summary>Told after every step: the epoch, its steps done, and all its steps.</summary>
public delegate void StepProgress(int epoch, int step, int steps);

/// <summary>Trains until the validation score stops improving and leaves the best parameters in the model.</summary>
/// <param name="states">Where an interrupted run is taken up from; null: nowhere.</param>
/// <param name="progress">Told after every step.</param>
public sealed class Trainer(Recommender model, Dataset dataset, RecsysSettings settings, TimeProvider clock, Action<string> log,
    TrainingStateFile? states = null, StepProgress? progress = null)
{
    private readonly TrainSettings _train = settings.Train;

    // Recommendation leads, search has its weight's share; where nothing is measured, later is better.
    private double Watched(EpochResult result) =>
        result.Validation is { } score ? score.Recommend + (_train.SearchWeight > 0 ? 0.25 * score.Search : 0) : result.Epoch;

    /// <summary>The epoch whose parameters were left in the model.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Fits for at most <paramref name="epochs"/> epochs.</summary>
    /// <param name="epochs">At most.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="keepStart">true: the parameters as given compete for the best (fine-tuning); false: they do not.</param>
    /// <returns>The learning curve.</returns>
    public IReadOnlyList<EpochResult> Fit(int epochs, double learningRate, bool keepStart) =>
        Fit(epochs, learningRate, keepStart, validated: true);

    /// <summary>Fits for exactly so many epochs and keeps the last: there is no validation split left to choose by.</summary>
    /// <returns>The learning curve.</returns>
    public IReadOnlyList<EpochResult> Refit(int epochs, double learningRate) =>
        Fit(epochs, learningRate, keepStart: false, validated: false);

    private IReadOnlyList<EpochResult> Fit(int epochs, double learningRate, bool keepStart, bool validated)
    {
        if (dataset.Users.Length == 0 && _train.SearchWeight == 0)
            throw new ArtifactException(
                "there is nothing to learn: the shop has no events, and train.search_weight is 0. Remedy: raise train.search_weight, or "
                    + "bring events."
            );
        set_num_threads(settings.Threads);
        using var dropout = manual_seed(settings.Seed);
        model.Text.Prepare();
        var key = states is null ? "" : TrainingKey.Of(settings, dataset, model.Parameters, epochs, learningRate, keepStart, validated);
        var sequences = new Sequences(dataset, model.Shape.Length, _train.Horizon, settings.Recommend.Repeats);
        var batches = new BatchMaker(sequences, new QueryPairs(dataset, model.Shape.TextBuckets), dataset.Products.Length, _train);
        var validator = validated ? new Validator(model, dataset, settings.Recommend.Repeats) : null;
        var losses = new Losses(model, _train.SearchWeight);
        var adam = new Adam(learningRate);
        var run = new TrainingRun(model.Parameters, adam, dropout, settings.Seed);
        if (!Resume(run, key))
        {
            var before = new EpochResult(0, double.NaN, validator?.Score());
            run.Begin(before, keepStart ? Watched(before) : double.NegativeInfinity);
            // Before a refit nothing is known: there is neither a loss nor a validation split.
            if (validated) Report(before, "before training");
        }
        for (var epoch = run.Curve.Count; epoch <= epochs && epoch - run.BestEpoch <= _train.Patience; epoch++)
        {
            var start = clock.GetTimestamp();
            RunEpoch(run, batches, losses, adam, key);
            var result = new EpochResult(epoch, run.Loss, validator?.Score());
            var better = run.FinishEpoch(result, Watched(result));
            states?.Save(key, run.Capture()); // before the report: what was reported is never lost
            Report(
                result,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{clock.GetElapsedTime(start).TotalSeconds:F1} s{(better && validated ? ", best so far" : "")}"
                )
            );
        }
        run.TakeBest();
        BestEpoch = run.BestEpoch;
        if (validated) log($"keeping epoch {run.BestEpoch}");
        return run.Curve;
    }

    private bool Resume(TrainingRun run, string key)
    {
        if (states?.Load(key) is not { } state) return false;
        try
        {
            run.Restore(state);
        }
        catch (ArtifactException e)
        {
            states.Ignore(e.Message);
            return false;
        }
        log($"resuming after epoch {run.Curve.Count - 1}{(run.Step > 0 ? $", step {run.Step}" : "")}");
        return true;
    }

    // The steps that an interrupted run has done are drawn again, so that the generator arrives where it was.
    private void RunEpoch(TrainingRun run, BatchMaker batches, Losses losses, Adam adam, string key)
    {
        var (epoch, skip) = (run.Curve.Count, run.Step);
        foreach (var batch in batches.Epoch(run.Random))
        {
            var identity = IdentityFactors(batch.Products.Length, run.Random);
            if (skip-- > 0) continue;
            run.FinishStep(Train(losses, adam, batch, identity));
            progress?.Invoke(epoch, run.Step, batches.Steps);
            if (states is { IsDue: true } && run.Step < batches.Steps) states.Save(key, run.Capture());
        }
    }

    private float? Train(Losses losses, Adam adam, Batch batch, float[] identity)
    {
        using var scope = NewDisposeScope();
        var loss = losses.Of(batch, identity);
        if (loss is null) return null;
        loss.backward();
        adam.Step(model.Parameters);
        var value = loss.item<float>();
        return float.IsFinite(value)
            ? value
            : throw new DivergedException($"the training loss became {value}. Remedy: lower train.learning_rate.");
    }

    // A product whose identity is dropped must be found by its text: new products have nothing else.
    private float[] IdentityFactors(int count, SplitMix random)
    {
        var factors = new float[count];
        for (var i = 0; i < count; i++) factors[i] = random.Unit() < _train.IdentityDropout ? 0 : 1;
        return factors;
    }

    private void Report(EpochResult result, string note) =>
        log(
            string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {result.Epoch, 3}  {Text(result.Loss)}  {Text(result.Validation)}  ({note})"
            )
        );

    private static string Text(double loss) =>
        double.IsNaN(loss) ? "no loss yet " : string.Create(CultureInfo.InvariantCulture, $"loss {loss, 7:F4}");

    private static string Text(ValidationScore? validation) =>
        validation is { } score
            ? string.Create(CultureInfo.InvariantCulture, $"validation NDCG@10 {score.Recommend:F4}  search {score.Search:F4}")
            : "with the validation part";
}

/// <summary>Training produced a value that is not finite.</summary>
public sealed class DivergedException(string message) : Exception(message);
