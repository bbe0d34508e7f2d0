using Recsys.Model.Data;
using Recsys.Model.Neighbours;
using Recsys.Model.Networks;
using Recsys.Model.Tests.Support;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Neighbours;

/// <summary>What is remembered is chosen by the validation part, and learns from it only where the networks do.</summary>
[Collection(TinyShop.Collection)]
public sealed class NeighbourTrainingTests(TinyShop shop)
{
    [Fact]
    public void Lambda_is_chosen_by_the_blend_on_the_validation_part_unless_it_is_given()
    {
        var unseen = NeighbourTraining.Unseen(shop.Dataset, new MemorySettings(), _ => { });
        Assert.Equal([50, 200], unseen.Select(one => one.Settings.Lambda));
        using var model = Fresh(shop.Dataset);
        var best = NeighbourTraining.Learn(model, shop.Dataset, unseen, repeats: true, _ => { });
        var each = unseen.Select(one => NeighbourTraining.Learn(model, shop.Dataset, [one], repeats: true, _ => { })).ToList();
        Assert.Equal(each.Max(one => one.Ndcg), best.Ndcg);
        Assert.Equal(each.MaxBy(one => one.Ndcg).Settings, best.Settings);

        var given = Assert.Single(NeighbourTraining.Unseen(shop.Dataset, new MemorySettings { Lambda = 7 }, _ => { }));
        Assert.Equal(7, given.Settings.Lambda);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_memory_has_seen_the_validation_part_where_the_networks_have(bool refit)
    {
        using var model = Fresh(shop.Dataset);
        var settings = shop.Settings with { Train = shop.Settings.Train with { Refit = refit } };
        var tensors = NeighbourTraining.Fit(model, shop.Dataset, settings, _ => { });
        var purchases = shop.Dataset.PurchaseCounts(refit ? Split.Test : Split.Validation);
        var popularity = tensors[NeighbourTensors.Priors].Data.AsSpan(0, purchases.Length).ToArray();
        Assert.Equal(
            Enumerable.Range(0, purchases.Length).Where(product => purchases[product] == 0),
            Enumerable.Range(0, purchases.Length).Where(product => popularity[product] == 0)
        );
    }

    private Recommender Fresh(Dataset dataset) => Recommender.Create(shop.Settings.Train, 3, dataset);
}
