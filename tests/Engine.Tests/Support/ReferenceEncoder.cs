using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Engine.Vectors;
using Recsys.Model.Checkpoints;

namespace Recsys.Engine.Tests.Support;

/// <summary>The encoders of docs/artifacts.md, written plainly in double precision.</summary>
internal sealed class ReferenceEncoder(EncoderShape shape, IReadOnlyDictionary<string, FloatTensor> weights)
{
    /// <summary>The same network on what is left of the weights after int8 rounding.</summary>
    public static ReferenceEncoder OfInt8(EncoderShape shape, IReadOnlyDictionary<string, FloatTensor> weights)
    {
        string[] kept = ["user.position", "user.type", "user.gap"];
        return new(
            shape,
            weights.ToDictionary(w => w.Key, w => w.Value.Shape.Length == 2 && !kept.Contains(w.Key) ? Rounded(w.Value) : w.Value)
        );
    }

    public static FloatTensor Rounded(FloatTensor matrix) => Rounded(matrix, TableFormats.Of("int8"));

    /// <summary>What the format keeps of a matrix.</summary>
    public static FloatTensor Rounded(FloatTensor matrix, TableFormat format)
    {
        var (rows, width) = ((int)matrix.Shape[0], (int)matrix.Shape[1]);
        int[] starts = [.. Enumerable.Range(0, rows + 1).Select(row => row * width)];
        return new FloatTensor(matrix.Shape, format.Decode(format.Encode(matrix.Data, width), starts));
    }

    public double[] User(IReadOnlyList<HistoryItem> window)
    {
        int t = window.Count, d = shape.Dimensions;
        var x = new double[t][];
        for (var i = 0; i < t; i++)
        {
            x[i] = new double[d];
            for (var j = 0; j < d; j++)
                x[i][j] =
                    Math.Sqrt(d) * At("items", window[i].Product, j)
                    + At("user.position", shape.Length - t + i, j)
                    + At("user.type", (int)window[i].Type, j)
                    + At("user.gap", Gap(window, i), j);
        }
        for (var block = 0; block < shape.Blocks; block++)
        {
            var name = $"user.blocks.{block}";
            x = Sum(x, Attention(Map(x, row => Norm(row, $"{name}.norm1")), $"{name}.attention"));
            x = Sum(
                x,
                Map(
                    x,
                    row =>
                        Linear(
                            [.. Linear(Norm(row, $"{name}.norm2"), $"{name}.feed_forward.in").Select(Gelu)],
                            $"{name}.feed_forward.out"
                        )
                )
            );
        }
        return Norm(x[^1], "user.norm");
    }

    private static int Gap(IReadOnlyList<HistoryItem> window, int i)
    {
        if (i == 0 || window[i].Timestamp == 0 || window[i - 1].Timestamp == 0) return 0;
        var seconds = (window[i].Timestamp - window[i - 1].Timestamp) / 1000;
        return seconds < 1 ? 1 : Math.Min(15, 2 + (int)Math.Floor(Math.Log(seconds, 4) + 1e-12));
    }

    public double[] Query(IReadOnlyList<int> features)
    {
        var mean = new double[shape.Dimensions];
        for (var j = 0; j < mean.Length; j++) mean[j] = features.Average(feature => At("query.table", feature, j));
        return Linear(mean, "query.projection");
    }

    private double[][] Attention(double[][] x, string name)
    {
        var (q, k, v) = (
            Map(x, row => Linear(row, $"{name}.query")),
            Map(x, row => Linear(row, $"{name}.key")),
            Map(x, row => Linear(row, $"{name}.value"))
        );
        var width = shape.Dimensions / shape.Heads;
        var mixed = Map(x, _ => new double[shape.Dimensions]);
        for (var head = 0; head < shape.Heads; head++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var weight = new double[i + 1];
                for (var seen = 0; seen <= i; seen++)
                {
                    for (var j = head * width; j < (head + 1) * width; j++) weight[seen] += q[i][j] * k[seen][j] / Math.Sqrt(width);
                }
                weight = Softmax(weight);
                for (var seen = 0; seen <= i; seen++)
                {
                    for (var j = head * width; j < (head + 1) * width; j++) mixed[i][j] += weight[seen] * v[seen][j];
                }
            }
        }
        return Map(mixed, row => Linear(row, $"{name}.output"));
    }

    private double[] Linear(double[] x, string name)
    {
        var rows = (int)weights[$"{name}.weight"].Shape[0];
        var y = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            y[i] = weights[$"{name}.bias"].Data[i];
            for (var j = 0; j < x.Length; j++) y[i] += x[j] * At($"{name}.weight", i, j);
        }
        return y;
    }

    private double[] Norm(double[] x, string name) => Norm(x, weights[$"{name}.weight"].Data, weights[$"{name}.bias"].Data);

    private double At(string name, int row, int column) => weights[name].Data[row * weights[name].Shape[1] + column];

    public static double[] Norm(double[] x, float[] weight, float[] bias)
    {
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + 1e-5);
        return [.. x.Select((value, i) => (value - mean) / deviation * weight[i] + bias[i])];
    }

    public static double[] Softmax(double[] x)
    {
        var most = x.Max();
        var sum = x.Sum(value => Math.Exp(value - most));
        return [.. x.Select(value => Math.Exp(value - most) / sum)];
    }

    public static double Gelu(double x) => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)));

    // Maclaurin series; beyond 5 the function differs from ±1 by less than 2e-12.
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 5) return Math.Sign(x);
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum) && n < 500; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double[][] Map(double[][] x, Func<double[], double[]> function) => [.. x.Select(function)];

    private static double[][] Sum(double[][] x, double[][] y) =>
        [.. x.Select((row, i) => row.Select((value, j) => value + y[i][j]).ToArray())];
}
