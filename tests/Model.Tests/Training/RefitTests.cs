using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Xunit;

namespace Recsys.Model.Tests.Training;

[Collection(TinyShop.Collection)]
public sealed class RefitTests(TinyShop shop)
{
    [Fact]
    public void Validation_events_become_train_and_nothing_else_moves()
    {
        var dataset = SmallDataset.Of(
            4,
            [SmallDataset.User("u", 100, 200, (0, EventType.Purchase, 1), (1, EventType.Purchase, 110), (2, EventType.View, 210))],
            [new SearchRow("q", 1, 120, Split.Validation)]
        );
        var joined = dataset.WithValidationEvents();
        Assert.True(dataset.HasValidationEvents);
        Assert.False(joined.HasValidationEvents);
        Assert.Equal([Split.Train, Split.Train, Split.Test], joined.Users[0].Events.Select(e => e.Split));
        Assert.Equal(
            dataset.Users[0].Events.Select(e => (e.Product, e.Type, e.Timestamp)),
            joined.Users[0].Events.Select(e => (e.Product, e.Type, e.Timestamp))
        );
        // The search's weights are learned from these later.
        Assert.Equal([Split.Validation], joined.Searches.Select(search => search.Split));
        Assert.Equal(dataset.Learning, joined.Learning);
    }

    [Fact]
    public void A_refit_takes_exactly_its_epochs_and_measures_nothing()
    {
        var dataset = shop.Dataset.WithValidationEvents();
        using var model = Recommender.Create(shop.Settings.Train, shop.Settings.Seed, dataset);
        var trainer = new Trainer(
            model,
            dataset,
            shop.Settings with
            {
                Train = shop.Settings.Train with { Patience = 1 },
            },
            TimeProvider.System,
            _ => { }
        );
        var curve = trainer.Refit(3, 0.005);
        Assert.Equal([0, 1, 2, 3], curve.Select(row => row.Epoch));
        Assert.All(curve, row => Assert.Null(row.Validation));
        Assert.Equal(3, trainer.BestEpoch);
        Assert.True(curve[3].Loss < curve[1].Loss);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whether_it_applies_is_a_setting(bool refit)
    {
        var settings = shop.Settings with { Train = shop.Settings.Train with { Refit = refit } };
        Assert.Equal(refit, Refitting.Applies(settings, shop.Dataset));
        Assert.Equal(!refit, Refitting.Learned(settings, shop.Dataset).HasValidationEvents);
        Assert.False(Refitting.Applies(settings, shop.Dataset.WithValidationEvents()));
    }

    [Fact]
    public void The_trained_checkpoint_says_that_it_was_refitted_and_leaves_no_state()
    {
        Assert.Contains("with the validation part", shop.Load(shop.Trained).Info.Card["training"], StringComparison.Ordinal);
        Assert.Contains("with the validation part", shop.Load(shop.Pruned).Info.Card["fine-tuning"], StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(shop.Trained)!, "*.resume"));
    }
}
