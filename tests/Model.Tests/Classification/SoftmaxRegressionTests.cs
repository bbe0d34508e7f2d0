using Recsys.Model.Classification;
using Xunit;

namespace Recsys.Model.Tests.Classification;

public sealed class SoftmaxRegressionTests
{
    [Fact]
    public void Logits_are_what_the_exported_weights_say()
    {
        var model = Trained(out var random);
        var weights = model.Export(new BayesMixture(0, 0.1, 2), Bayes());
        Assert.Equal([11, 3, 3, 4, 3], [.. weights.Wide.Shape, .. weights.Deep.Shape, weights.Bias.Length]);
        int[] features = [2, 13, 40];
        var query = Query(random);
        var logits = model.Logits(features, query).ToArray();
        for (var i = 0; i < 3; i++)
        {
            var expected =
                weights.Bias[i]
                + features.Average(feature => weights.Wide.Data[feature % 11 * 3 + i])
                + query.Select((value, k) => value * weights.Deep.Data[i * 4 + k]).Sum();
            Assert.Equal(expected, logits[i] / 2, 1e-4f);
        }
    }

    [Fact]
    public void Naive_Bayes_goes_into_the_same_table()
    {
        var model = Trained(out _);
        var (bayes, mixture) = (Bayes(), new BayesMixture(0.4, 0.1, 2));
        var weights = model.Export(mixture, bayes);
        foreach (var features in (int[][])[[0], [1, 2], [2, 4]])
        {
            var mixed = BayesMixture.Mix(model.Logits(features, new float[4]), bayes.Logits(features), mixture.Weight);
            for (var i = 0; i < 3; i++)
                Assert.Equal(
                    mixed[i] / 2,
                    weights.Bias[i] + features.Average(feature => weights.Wide.Data[feature * 3 + i]),
                    1e-4f
                );
        }
    }

    [Fact]
    public void What_is_learned_can_be_told_apart_and_captured()
    {
        var model = Trained(out _);
        for (var label = 0; label < 3; label++) Assert.Equal(label, Best(model.Logits([label], new float[4])));
        var captured = model.Capture();
        for (var i = 0; i < 200; i++) model.Learn([0], new float[4], 2, 1);
        Assert.Equal(2, Best(model.Logits([0], new float[4])));
        model.Restore(captured);
        Assert.Equal(0, Best(model.Logits([0], new float[4])));
    }

    [Fact]
    public void A_step_on_an_example_goes_down_its_slope()
    {
        var model = Trained(out var random);
        var query = Query(random);
        for (var i = 0; i < 20; i++)
        {
            var before = Temperature.CrossEntropy(model.Logits([1, 2, 7], query), 0, 1);
            model.Learn([1, 2, 7], query, 0, 100);
            Assert.True(Temperature.CrossEntropy(model.Logits([1, 2, 7], query), 0, 1) < before);
        }
    }

    [Fact]
    public void Probabilities_sum_to_one_whatever_the_logits()
    {
        var into = new float[3];
        SoftmaxRegression.Probabilities([1e30f, 0, -1e30f], 0.05, into);
        Assert.Equal([1, 0, 0], into);
        SoftmaxRegression.Probabilities([2, 0, 0], 2, into);
        Assert.Equal(Math.E / (Math.E + 2), into[0], 1e-6);
    }

    private static SoftmaxRegression Trained(out Random random)
    {
        var model = new SoftmaxRegression(3, 11, 4);
        random = new Random(1);
        for (var i = 0; i < 300; i++) model.Learn([i % 3], Query(random), i % 3, 1);
        return model;
    }

    private static FeatureBayes Bayes() =>
        new([.. Enumerable.Range(0, 9).Select(i => new LabelledTitle([i % 3, 4], new float[4], i % 3, FirstGram: 5))], 3, 0.1);

    private static float[] Query(Random random) => [.. Enumerable.Range(0, 4).Select(_ => (float)random.NextDouble() - 0.5f)];

    private static int Best(ReadOnlySpan<float> logits) => logits.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(logits));
}
