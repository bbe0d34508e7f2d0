using Recsys.Model.Checkpoints;
using Recsys.Model.Networks;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Xunit;
using static TorchSharp.torch;

namespace Recsys.Model.Tests.Training;

[Collection(TinyShop.Collection)]
public sealed class AdamTests
{
    private const double Rate = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(37)]
    public void Steps_are_those_of_the_equations(int size)
    {
        using var parameters = new Parameters();
        parameters.Set("p", new FloatTensor([size], [.. Enumerable.Range(0, size).Select(i => 0.3f * i - 1)]));
        var (value, mean, square) = (parameters.Export()["p"].Data.Select(x => (double)x).ToArray(), new double[size], new double[size]);
        var adam = new Adam(Rate);

        for (var step = 1; step <= 8; step++)
        {
            var gradient = Enumerable.Range(0, size).Select(i => (float)Math.Sin(i + 1.7 * step) * (i % 5 == 0 ? 1e-3f : 2f)).ToArray();
            Backward(parameters, gradient);
            adam.Step(parameters);
            for (var i = 0; i < size; i++)
            {
                mean[i] = Beta1 * mean[i] + (1 - Beta1) * gradient[i];
                square[i] = Beta2 * square[i] + (1 - Beta2) * gradient[i] * gradient[i];
                value[i] -= Rate * (mean[i] / (1 - Math.Pow(Beta1, step))) / (Math.Sqrt(square[i] / (1 - Math.Pow(Beta2, step))) + Epsilon);
            }
            var actual = parameters.Export()["p"].Data;
            for (var i = 0; i < size; i++) Assert.Equal(value[i], actual[i], 3e-6);
        }
        Assert.Equal(8, adam.Steps);
    }

    [Fact]
    public void A_step_clears_the_gradients_and_leaves_what_has_none()
    {
        using var parameters = new Parameters();
        parameters.Set("p", new FloatTensor([3], [1, 2, 3]));
        parameters.Set("idle", new FloatTensor([3], [4, 5, 6]));
        var adam = new Adam(Rate);
        Backward(parameters, [1, -1, 0]);

        adam.Step(parameters);

        Assert.Equal([4f, 5f, 6f], parameters.Export()["idle"].Data);
        using var gradient = parameters["p"].grad!;
        Assert.Equal([0f, 0f, 0f], gradient.data<float>().ToArray());
        var moved = parameters.Export()["p"].Data;
        Assert.Equal((0.99, 2.01, 3.0), (Math.Round(moved[0], 4), Math.Round(moved[1], 4), Math.Round(moved[2], 4)));
    }

    private static void Backward(Parameters parameters, float[] gradient)
    {
        using var scope = NewDisposeScope();
        parameters["p"].mul(tensor(gradient)).sum().backward();
    }
}
