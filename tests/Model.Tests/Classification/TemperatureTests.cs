using Recsys.Model.Classification;
using Xunit;

namespace Recsys.Model.Tests.Classification;

public sealed class TemperatureTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void Labels_drawn_at_a_temperature_give_it_back(double temperature)
    {
        var random = new Random(5);
        var logits = Enumerable
            .Range(0, 20_000)
            .Select(_ => Enumerable.Range(0, 4).Select(_ => (float)(6 * random.NextDouble() - 3)).ToArray())
            .ToArray();
        var labels = logits
            .Select(row =>
            {
                var weights = row.Select(value => Math.Exp(value / temperature)).ToArray();
                var draw = random.NextDouble() * weights.Sum();
                var label = 0;
                while (label < 3 && (draw -= weights[label]) > 0)
                    label++;
                return label;
            })
            .ToArray();
        Assert.Equal(temperature, Temperature.Fit(logits, labels), temperature * 0.05);
    }

    [Fact]
    public void A_few_examples_without_a_mistake_promise_no_certainty()
    {
        float[][] logits = [.. Enumerable.Range(0, 8).Select(_ => new[] { 4f, 0f })];
        var temperature = Temperature.Fit(logits, new int[8]);
        Assert.Equal(0.9, 1 / (1 + Math.Exp(-4 / temperature)), 1e-6); // (8 + 1) / (8 + 2)
    }

    [Fact]
    public void Nothing_to_fit_leaves_the_logits_alone()
    {
        Assert.Equal(1, Temperature.Fit([], []));
        Assert.Equal(1, Temperature.Fit([[3f]], [0]));
    }

    [Fact]
    public void Cross_entropy_is_that_of_the_softmax()
    {
        Assert.Equal(Math.Log(1 + Math.Exp(-1)), Temperature.CrossEntropy([2f, 0f], 0, 2), 1e-12);
        Assert.Equal(1000, Temperature.CrossEntropy([1000f, 0f], 1, 1), 1e-9);
    }
}
