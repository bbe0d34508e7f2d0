using Recsys.Engine.Files;
using Recsys.Engine.Tests.Support;
using Recsys.Engine.Vectors;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;
using Recsys.Model.Onnx;
using Xunit;

namespace Recsys.Engine.Tests.Onnx;

/// <summary>The graphs read integers of any width that a table format may have, also where a row fills no whole byte.</summary>
public sealed class NarrowRowsTests
{
    [Theory]
    [InlineData(4, 32)]
    [InlineData(4, 7)]
    [InlineData(8, 7)]
    public void Rows_and_layers_are_those_that_the_format_keeps(int bits, int width)
    {
        var format = new SymmetricFormat(bits);
        var random = new Random(bits * width);
        FloatTensor Matrix(int rows) =>
            new([rows, width], [.. Enumerable.Range(0, rows * width).Select(_ => (float)random.NextDouble() - 0.5f)]);
        var weights = new Dictionary<string, FloatTensor>
        {
            ["table"] = Matrix(5),
            ["layer.weight"] = Matrix(3),
            ["layer.bias"] = new([3], [1, 2, 3]),
        };
        float[] Outputs(Func<LayerWriter, string, string> build, int columns) =>
            OnnxRun.Run(graph =>
            {
                var layers = new LayerWriter(graph, weights, format);
                var rows = layers.Rows(new EmbeddingTable("table", 5, width, 0), graph.Int64Input("numbers", "n"), format);
                graph.Float32Output("y", build(layers, rows), "n", columns);
            }, ("numbers", OnnxRun.Longs(4, 1)));

        var table = ReferenceEncoder.Rounded(weights["table"], format);
        var layer = ReferenceEncoder.Rounded(weights["layer.weight"], format);
        double[] expected = [.. table.Data[(4 * width)..].Concat(table.Data[width..(2 * width)]).Select(value => (double)value)];
        Close.Equal(expected, Outputs((_, rows) => rows, width), 1e-6);
        double[] products =
        [
            .. from row in expected.Chunk(width)
               from output in Enumerable.Range(0, 3)
               select output + 1 + Close.Dot(row, layer.Data[(output * width)..((output + 1) * width)].Select(value => (double)value)),
        ];
        Close.Equal(products, Outputs((layers, rows) => layers.Apply(new LinearLayer("layer", width, 3), rows), 3), 1e-5);
    }

    /// <summary>Symmetric rounding to so many bits.</summary>
    private sealed class SymmetricFormat(int bits) : TableFormat
    {
        public override string Name => $"rounded{bits}";

        public override int Code => -1;

        public override int Bits => bits;

        public override bool Scaled => true;

        public override float EncodeRow(ReadOnlySpan<float> row, Span<byte> into)
        {
            var (largest, perByte) = ((1 << (bits - 1)) - 1, 8 / bits);
            var scale = row.ToArray().Max(Math.Abs) / largest;
            for (var i = 0; i < row.Length; i++)
                into[i / perByte] |= (byte)(((int)MathF.Round(row[i] / scale) & ((1 << bits) - 1)) << (i % perByte * bits));
            return scale;
        }

        public override void DecodeRow(ReadOnlySpan<byte> from, float scale, Span<float> row)
        {
            for (var i = 0; i < row.Length; i++)
            {
                var value = from[i * bits / 8] >> (i * bits % 8) & ((1 << bits) - 1);
                row[i] = scale * (value >= 1 << (bits - 1) ? value - (1 << bits) : value);
            }
        }

        internal override ItemTable Open(FileBytes content, int count, int dimensions, Int8Kernel kernel) =>
            throw new NotSupportedException();
    }
}
