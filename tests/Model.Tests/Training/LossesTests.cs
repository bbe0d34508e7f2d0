using Recsys.Model.Networks;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Xunit;
using static TorchSharp.torch;

namespace Recsys.Model.Tests.Training;

/// <summary>The objective against a plain reference that starts from the networks' own vectors.</summary>
[Collection(TinyShop.Collection)]
public sealed class LossesTests(TinyShop shop)
{
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(8, 1.0)]
    [InlineData(59, 0.5)]
    [InlineData(24, 0.0)]
    public void The_loss_is_the_softmax_cross_entropy_of_both_tasks(int negatives, double searchWeight)
    {
        var settings = shop.Settings.Train with { Negatives = negatives, SearchWeight = searchWeight, Dropout = 0 };
        var (info, tensors) = shop.Load(shop.Trained);
        using var model = Recommender.Restore(info.Encoder, tensors, shop.Learned, dropout: 0);
        var batches = new BatchMaker(
            new Sequences(shop.Dataset, info.Encoder.Length, 3, repeats: true),
            new QueryPairs(shop.Dataset, info.Encoder.TextBuckets),
            shop.Dataset.Products.Length,
            settings
        );
        using var guard = no_grad();
        foreach (var batch in batches.Epoch(new SplitMix(5)).Take(2))
        {
            using var scope = NewDisposeScope();
            var identity = Enumerable.Range(0, batch.Products.Length).Select(i => i % 4 == 0 ? 0f : 1f).ToArray();
            var actual = new Losses(model, searchWeight).Of(batch, identity)!.item<float>();
            Assert.Equal(Reference(model, batch, identity, searchWeight), actual, 1e-4);
        }
    }

    [Fact]
    public void A_batch_with_nothing_to_learn_has_no_loss()
    {
        using var model = shop.Restore(shop.Trained);
        using var scope = NewDisposeScope();
        var batch = new Batch
        {
            Users = 1,
            Length = 1,
            Products = [0, 1],
            Items = [0],
            Types = [0],
            Gaps = [0],
            Present = [1],
            Positions = [],
            Targets = [],
            Negatives = [1],
            Queries = [],
            QueryTargets = [],
        };
        Assert.Null(new Losses(model, 1).Of(batch, [1, 1]));
    }

    private static double Reference(Recommender model, Batch batch, float[] identity, double searchWeight)
    {
        var d = model.Shape.Dimensions;
        var vectors = Rows(model.Items.Vectors(batch.Products, identity), d);
        var items = batch.Items.SelectMany(item => vectors[item]).ToArray();
        var users = Rows(
            model.Users.Forward(
                tensor(items, [batch.Users, batch.Length, d]),
                tensor(batch.Types, [batch.Users, batch.Length]),
                tensor(batch.Gaps, [batch.Users, batch.Length]),
                tensor(batch.Present, [batch.Users, batch.Length, 1]),
                AttentionMask.Of(batch.Present, batch.Users, batch.Length),
                training: false
            ),
            d
        );
        var total = CrossEntropy([.. batch.Positions.Select(position => users[position])], vectors, batch.Targets, batch.Negatives);
        if (batch.Queries.Count == 0) return total;
        var queries = batch.Queries.SelectMany(query => Rows(model.Text.Queries(FeatureBags.Of([query])), d)).ToArray();
        return total + searchWeight * CrossEntropy(queries, vectors, batch.QueryTargets, batch.Negatives);
    }

    // A negative that is the target itself does not count; without negatives all products compete.
    private static double CrossEntropy(float[][] left, float[][] vectors, long[] targets, long[] negatives) =>
        left.Select(
                (vector, i) =>
                {
                    double Score(long product) => vector.Zip(vectors[product], (a, b) => (double)a * b).Sum();
                    var rivals =
                        negatives.Length > 0
                            ? negatives.Where(n => n != targets[i])
                            : Enumerable.Range(0, vectors.Length).Select(n => (long)n).Where(n => n != targets[i]);
                    var own = Score(targets[i]);
                    return Math.Log(1 + rivals.Sum(rival => Math.Exp(Score(rival) - own)));
                }
            )
            .Average();

    private static float[][] Rows(Tensor matrix, int d) => [.. matrix.contiguous().data<float>().ToArray().Chunk(d)];
}
