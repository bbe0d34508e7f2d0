using Recsys.Contracts.Artifacts;
using Recsys.Engine.Text;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Xunit;
using static TorchSharp.torch;

namespace Recsys.Model.Tests.Training;

[Collection(TinyShop.Collection)]
public sealed class ItemVectorTests(TinyShop shop)
{
    [Fact]
    public void A_product_without_a_train_event_is_served_by_its_text_and_price_alone()
    {
        // 0 to 5 are known; 6 has an event after the cut only, 7 none at all
        var users = Enumerable
            .Range(0, 8)
            .Select(u =>
                SmallDataset.User(
                    $"u{u}",
                    100,
                    200,
                    [.. Enumerable.Range(0, 6).Select(i => ((u + i) % 6, EventType.Purchase, (long)i)), (6, EventType.Purchase, 150)]
                )
            );
        var dataset = SmallDataset.Of(8, users);
        var settings = shop.Settings with { Train = shop.Settings.Train with { Negatives = 0, IdentityDropout = 0 } };
        using var model = Recommender.Create(settings.Train, 3, dataset);
        new Trainer(model, dataset, settings, TimeProvider.System, _ => { }).Fit(1, 0.01, keepStart: false);

        var (items, identity, prices) = (
            model.Export()["items"].Data,
            model.Parameters.Export()["item.identity"].Data,
            model.Parameters.Export()["item.price"].Data
        );

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        for (var product = 0; product < 8; product++)
        {
            var features = TextFeatures.Of(ItemSpace.TextOf(dataset.Products[product]), model.Shape.TextBuckets);
            var text = model.Text.Items(FeatureBags.Of([features])).data<float>().ToArray();
            var price = prices.AsSpan(PriceBand.Of(dataset.Products[product].Price) * 32, 32).ToArray();
            var (row, own) = (items.AsSpan(product * 32, 32).ToArray(), identity.AsSpan(product * 32, 32).ToArray());
            Assert.Contains(own, value => value != 0);
            for (var i = 0; i < 32; i++) Assert.Equal(product < 6 ? own[i] + text[i] + price[i] : text[i] + price[i], row[i], 1e-6f);
        }
    }

    [Fact]
    public void Text_without_letters_or_digits_encodes_as_the_bias()
    {
        using var model = shop.Restore(shop.Trained);
        using var scope = NewDisposeScope();
        var rows = model.Text.Items(FeatureBags.Of([[1, 2], [], [3], []])).data<float>().ToArray().Chunk(32).ToArray();
        var bias = model.Parameters.Export()["item.text.bias"].Data;

        Assert.Equal(bias, rows[1]);
        Assert.Equal(bias, rows[3]);
        Assert.NotEqual(bias, rows[0]);
        Assert.NotEqual(bias, rows[2]);
    }
}
