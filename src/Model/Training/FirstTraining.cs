using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Settings;

namespace Recsys.Model.Training;

/// <summary>The networks trained on the train split alone and measured on the validation split: every later choice rests on them.</summary>
public sealed class FirstTraining : IDisposable
{
    private FirstTraining(Recommender model, Recommender measured, Dataset visible, IReadOnlyList<EpochResult> curve, int bestEpoch) =>
        (Model, Measured, Visible, Curve, BestEpoch) = (model, measured, visible, curve, bestEpoch);

    /// <summary>With the parameters of the best epoch.</summary>
    public Recommender Model { get; }

    /// <summary>The same parameters, with products as they are served: with all that is known of them.</summary>
    public Recommender Measured { get; }

    /// <summary>The dataset as training may see it.</summary>
    public Dataset Visible { get; }

    /// <summary>The learning curve.</summary>
    public IReadOnlyList<EpochResult> Curve { get; }

    /// <summary>The epoch that was kept.</summary>
    public int BestEpoch { get; }

    /// <summary>Trains from the seed.</summary>
    /// <param name="dataset">Whole.</param>
    /// <param name="log">Told every epoch.</param>
    /// <param name="states">Where an interrupted run is taken up from.</param>
    /// <param name="progress">Told every step.</param>
    /// <exception cref="DivergedException">A value became no number.</exception>
    public static FirstTraining Run(
        Dataset dataset,
        RecsysSettings settings,
        Action<string> log,
        TrainingStateFile states,
        StepProgress progress
    )
    {
        var visible = new ProductSplit(settings.Classify, settings.Seed).Visible(dataset);
        var model = Recommender.Create(settings.Train, settings.Seed, visible);
        try
        {
            var trainer = new Trainer(model, visible, settings, TimeProvider.System, log, states, progress);
            var curve = trainer.Fit(settings.Train.MaxEpochs, settings.Train.LearningRate, keepStart: TitlesAlone(dataset));
            return new FirstTraining(
                model,
                Recommender.Restore(model.Shape, model.Parameters.Export(), dataset, settings.Train.Dropout),
                visible,
                curve,
                trainer.BestEpoch
            );
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    // Runs of title words are a poor stand-in for what people ask: what they teach has to beat the features as they are.
    private static bool TitlesAlone(Dataset dataset) =>
        dataset.Users.Length == 0 && !dataset.Searches.Any(search => search.Split == Split.Train && search.Product >= 0);

    public void Dispose()
    {
        Measured.Dispose();
        Model.Dispose();
    }
}
