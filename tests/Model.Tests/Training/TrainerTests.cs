using Recsys.Model.Checkpoints;
using Recsys.Model.Networks;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Recsys.Settings;
using Xunit;
using static TorchSharp.torch;

namespace Recsys.Model.Tests.Training;

[Collection(TinyShop.Collection)]
public sealed class TrainerTests(TinyShop shop)
{
    private (SortedDictionary<string, FloatTensor> Tensors, IReadOnlyList<EpochResult> Curve) Fit(
        RecsysSettings settings,
        int epochs,
        double rate,
        bool keepStart = false,
        Recommender? start = null
    )
    {
        using var created = start is null ? Recommender.Create(settings.Train, settings.Seed, shop.Dataset) : null;
        var model = start ?? created!;
        var curve = new Trainer(model, shop.Dataset, settings, TimeProvider.System, _ => { }).Fit(epochs, rate, keepStart);
        return (model.Export(), curve);
    }

    [Fact]
    public void Loss_falls_and_every_tensor_is_finite()
    {
        var (tensors, curve) = Fit(shop.Settings with { Train = shop.Settings.Train with { Patience = 9 } }, 4, 0.005);

        Assert.Equal([0, 1, 2, 3, 4], curve.Select(row => row.Epoch));
        Assert.True(double.IsNaN(curve[0].Loss));
        Assert.True(curve[4].Loss < 0.9 * curve[1].Loss, $"loss {curve[1].Loss} to {curve[4].Loss}");
        CheckpointTensors.CheckTrainable(tensors, shop.Load(shop.Trained).Info.Encoder, shop.Dataset.Products.Length, "the model");
    }

    [Fact]
    public void What_is_kept_is_the_best_epoch()
    {
        var settings = shop.Settings with { Train = shop.Settings.Train with { SearchWeight = 0, Patience = 2 } };
        using var model = Recommender.Create(settings.Train, settings.Seed, shop.Dataset);
        // a step size that wanders, so that the best epoch is not always the last
        var (_, curve) = Fit(settings, 6, 0.05, start: model);

        var kept = new Validator(model, shop.Dataset, settings.Recommend.Repeats).Score();
        Assert.Equal(curve.Skip(1).Max(row => row.Validation!.Recommend), kept.Recommend);
        var best = curve.Skip(1).MaxBy(row => row.Validation!.Recommend)!.Epoch;
        Assert.InRange(curve[^1].Epoch, best, Math.Min(6, best + 2));
    }

    [Fact]
    public void Fine_tuning_that_does_not_help_keeps_the_start()
    {
        using var model = shop.Restore(shop.Trained);
        var before = model.Export();

        var (after, curve) = Fit(shop.Settings, 1, 1.0, keepStart: true, start: model);

        Assert.Equal(2, curve.Count);
        if (
            curve[1].Validation!.Recommend + 0.25 * curve[1].Validation!.Search
            > curve[0].Validation!.Recommend + 0.25 * curve[0].Validation!.Search
        )
            Assert.Skip("a step size of 1 has helped");
        Assert.All(before, pair => Assert.Equal(pair.Value.Data, after[pair.Key].Data));
    }

    [Fact]
    public void A_model_keeps_its_own_window_and_buckets_whatever_the_settings_say()
    {
        using var model = shop.Restore(shop.Trained);
        var (tensors, _) = Fit(
            shop.Settings with
            {
                Train = shop.Settings.Train with { Length = 30, TextBuckets = 4096 },
            },
            1,
            0.001,
            keepStart: true,
            start: model
        );
        CheckpointTensors.CheckTrainable(tensors, model.Shape, shop.Dataset.Products.Length, "the model");
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_training()
    {
        using var model = shop.Restore(shop.Trained);
        var table = model.Parameters.Export()["query.table"];
        model.Parameters.Set("query.table", new FloatTensor(table.Shape, [.. table.Data.Select(_ => 3e38f)]));

        Assert.Throws<DivergedException>(() => Fit(shop.Settings, 1, 0.001, start: model));
    }

    /// <summary>
    /// A Scalar or tensor that a native call still reads must not be freed beneath it: collections as fast as they come
    /// while the training runs. The calls that once crashed did so within as many steps.
    /// </summary>
    [Fact]
    public void Training_survives_constant_garbage_collection()
    {
        var done = false;
        var collections = 0;
        var collector = new Thread(() =>
        {
            while (!Volatile.Read(ref done) && collections++ < 20_000)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            using var model = Recommender.Create(shop.Settings.Train, 1, shop.Dataset);
            var batches = new BatchMaker(
                new Sequences(shop.Dataset, 10, 5, repeats: true),
                new QueryPairs(shop.Dataset, 256),
                shop.Dataset.Products.Length,
                shop.Settings.Train
            );
            var (losses, adam, random) = (new Losses(model, 1), new Adam(0.001), new SplitMix(1));
            // A busy machine collects seldom: then it takes more steps.
            while (adam.Steps < 50 || (Volatile.Read(ref collections) <= 50 && adam.Steps < 5_000))
            {
                foreach (var batch in batches.Epoch(random))
                {
                    using var scope = NewDisposeScope();
                    var loss = losses.Of(batch, [.. Enumerable.Repeat(1f, batch.Products.Length)])!;
                    loss.backward();
                    adam.Step(model.Parameters);
                    Assert.True(float.IsFinite(loss.item<float>()));
                }
            }
            Assert.True(float.IsFinite((float)new Validator(model, shop.Dataset, true).Score().Recommend));
        }
        finally
        {
            Volatile.Write(ref done, true);
            collector.Join();
        }
        Assert.True(collections > 50, $"only {collections} collections");
    }
}
