using Recsys.Engine.Tests.Support;
using Recsys.Model.Onnx;
using Recsys.Model.Onnx.Format;
using Recsys.Settings;
using Xunit;
using static Recsys.Engine.Tests.Support.OnnxRun;

namespace Recsys.Engine.Tests.Onnx;

/// <summary>Each operator that the graphs use, alone, against arithmetic written out here.</summary>
public sealed class OperatorParityTests
{
    private static readonly float[] X = [0.5f, -1.25f, 2f, 0.75f, 3f, -0.1f]; // [2, 3]

    private static readonly Dictionary<string, Action> Checks = new()
    {
        ["Identity"] = () => Check(X, Unary(2, 3, (g, x) => x)),
        ["Add"] = () => Check([1.5, -0.25, 3, 1.75, 4, 0.9], Unary(2, 3, (g, x) => g.Node("Add", [x, g.Float32Scalar("one", 1)]))),
        ["Mul"] = () => Check([1, -2.5, 4, 1.5, 6, -0.2], Unary(2, 3, (g, x) => g.Node("Mul", [x, g.Float32Scalar("two", 2)]))),
        ["Softmax"] = () =>
            Check(
                [.. ReferenceEncoder.Softmax([0.5, -1.25, 2]), .. ReferenceEncoder.Softmax([0.75, 3, -0.1f])],
                Unary(2, 3, (g, x) => g.Node("Softmax", [x], ("axis", -1)))
            ),
        ["Gelu"] = () => Check([.. X.Select(value => ReferenceEncoder.Gelu(value))], Unary(2, 3, (g, x) => g.Node("Gelu", [x]))),
        ["LayerNormalization"] = () =>
            Check(
                [
                    .. ReferenceEncoder.Norm([0.5, -1.25, 2], [1, 2, 3], [0.1f, 0, -1]),
                    .. ReferenceEncoder.Norm([0.75, 3, -0.1f], [1, 2, 3], [0.1f, 0, -1]),
                ],
                Unary(
                    2,
                    3,
                    (g, x) =>
                        g.Node(
                            "LayerNormalization",
                            [x, g.Float32("w", [3], [1, 2, 3]), g.Float32("b", [3], [0.1f, 0, -1])],
                            ("axis", -1),
                            ("epsilon", 1e-5f)
                        )
                )
            ),
        ["Gemm"] = () =>
            Check( // x Wᵀ + b
                [0.5 - 2.5 + 6 + 10, 2 + 20, 0.75 + 6 - 0.3 + 10, -0.1 + 20],
                Unary(
                    2,
                    3,
                    (g, x) =>
                        g.Node("Gemm", [x, g.Float32("W", [2, 3], [1, 2, 3, 0, 0, 1]), g.Float32("b", [2], [10, 20])], ("transB", 1))
                )
            ),
        ["DequantizeLinear"] = () =>
            Check( // a scale for each row
                [0.5 * 127 * 0.5 - 1.25 * -2 * 0.5, -1.25 * -127 * 0.25],
                Run(
                    g =>
                    {
                        var weight = g.Node(
                            "DequantizeLinear",
                            [g.Int8("q", [2, 2], [127, -2, 0, -127]), g.Float32("s", [2], [0.5f, 0.25f])],
                            ("axis", 0)
                        );
                        g.Float32Output(
                            "y",
                            g.Node("Gemm", [g.Float32Input("x", 1, 2), weight, g.Float32("b", [2], [0, 0])], ("transB", 1)),
                            1,
                            2
                        );
                    },
                    ("x", Floats([1, 2], 0.5f, -1.25f))
                )
            ),
        ["Transpose"] = () =>
            Check([0.5, 0.75, -1.25, 3, 2, -0.1], Unary(2, 3, (g, x) => g.Node("Transpose", [x], ("perm", new[] { 1, 0 })))),
        ["Reshape"] = () =>
            Check(
                [0.5, 2, 3, -1.25, 0.75, -0.1],
                Unary(2, 3, (g, x) => g.Node("Transpose", [g.Node("Reshape", [x, g.Int64("shape", -1, 2)])], ("perm", new[] { 1, 0 })))
            ),
        ["Squeeze"] = () =>
            Check(
                [0.5, 2, 3, -1.25, 0.75, -0.1],
                Run(
                    g =>
                    {
                        var flat = g.Node("Squeeze", [g.Float32Input("x", 1, 3, 2), g.Int64("zero", 0)]);
                        g.Float32Output("y", g.Node("Transpose", [flat], ("perm", new[] { 1, 0 })), 2, 3);
                    },
                    ("x", Floats([1, 3, 2], X))
                )
            ),
        ["MatMul"] = () =>
            Check([0.5 + 2, 0.75 - 0.1], Unary(2, 3, (g, x) => g.Node("MatMul", [x, g.Float32("m", [3, 1], [1, 0, 1])]))),
        ["ReduceMean"] = () =>
            Check([0.625, 0.875, 0.95], Unary(2, 3, (g, x) => g.Node("ReduceMean", [x, g.Int64("axis", 0)], ("keepdims", 1)))),
        ["Gather"] = () =>
            Check(
                [3, -0.1, 0.5, -1.25],
                Run(
                    g =>
                        g.Float32Output(
                            "y",
                            g.Node("Gather", [g.Float32("t", [3, 2], X), g.Int64Input("i", "n")], ("axis", 0)),
                            "n",
                            2
                        ),
                    ("i", Longs(2, 0))
                )
            ),
        ["Trilu"] = () =>
            Check([0, -1.25, 2, 0, 0, -0.1], Unary(2, 3, (g, x) => g.Node("Trilu", [x, g.Int64Scalar("one", 1)], ("upper", 1)))),
        ["Shape"] = () =>
            Check(
                [7, 7, 7],
                Unary(2, 3, (g, x) => g.Node("Expand", [g.Float32Scalar("seven", 7), g.Node("Shape", [x], ("start", 1))]))
            ),
        ["Expand"] = () =>
            Check(
                [7, 7, 7, 7, 7, 7],
                Unary(2, 3, (g, x) => g.Node("Expand", [g.Float32Scalar("seven", 7), g.Node("Shape", [x], ("start", 0))]))
            ),
        ["Concat"] = () =>
            Check(
                [7, 7, 7, 7, 7, 7, 7, 7, 7],
                Unary(
                    2,
                    3,
                    (g, x) =>
                    {
                        var three = g.Node("Shape", [x], ("start", 1));
                        return g.Node("Expand", [g.Float32Scalar("seven", 7), g.Node("Concat", [three, three], ("axis", 0))]);
                    }
                )
            ),
        ["Mod"] = () =>
            Check(
                [3, -0.1, 0.5, -1.25],
                Run(
                    g =>
                        g.Float32Output(
                            "y",
                            g.Node(
                                "Gather",
                                [g.Float32("t", [3, 2], X), g.Node("Mod", [g.Int64Input("i", "n"), g.Int64("three", 3)])],
                                ("axis", 0)
                            ),
                            "n",
                            2
                        ),
                    ("i", Longs(5, 0))
                )
            ),
        ["Sub"] = () =>
            Check(
                [3, -0.1],
                Run(
                    g =>
                        g.Float32Output(
                            "y",
                            g.Node(
                                "Gather",
                                [g.Float32("t", [3, 2], X), g.Node("Sub", [g.Int64("three", 3), g.Int64Input("i", 1)])],
                                ("axis", 0)
                            ),
                            1,
                            2
                        ),
                    ("i", Longs(1))
                )
            ),
        ["Slice"] = () =>
            Check(
                [2, 0.75, 3, -0.1],
                Run(
                    g =>
                        g.Float32Output(
                            "y",
                            g.Node("Slice", [g.Float32("t", [3, 2], X), g.Int64Input("from", 1), g.Int64("to", 3), g.Int64("axis", 0)]),
                            "n",
                            2
                        ),
                    ("from", Longs(1))
                )
            ),
        ["GatherBlockQuantized"] = () =>
        {
            var bytes = Enumerable.Range(0, 64).Select(i => (byte)(i * 4 + 3)).ToArray();
            var expected = Enumerable.Range(0, 64).Select(i => (i * 4 + 3 - 128) * (i < 32 ? 0.5 : -2)).ToArray();
            Check([.. expected[32..], .. expected[..32]], Run(g => g.Float32Output("y", g.MicrosoftNode("GatherBlockQuantized",
                [g.Uint8("t", [2, 32], bytes), g.Int64Input("i", "n"), g.Float32("s", [2, 1], [0.5f, -2])],
                ("bits", 8), ("block_size", 32), ("gather_axis", 0), ("quantize_axis", 1)), "n", 32), ("i", Longs(1, 0))));
        },
    };

    public static TheoryData<string> Operators => [.. Checks.Keys];

    [Theory]
    [MemberData(nameof(Operators))]
    public void An_operator_computes_what_its_formula_says(string operation) => Checks[operation]();

    [Theory]
    [InlineData("int8")]
    [InlineData("float32")]
    public void Every_operator_of_the_written_graphs_is_checked_here(string format)
    {
        var content = Fixture.Content();
        var quantize = new QuantizeSettings { Tables = format, Weights = format };
        byte[][] graphs =
        [
            EncoderGraph.Write(content.Encoder, content.Weights, quantize),
            QueryGraph.Write(content.Encoder, content.Weights, quantize),
            ClassifierGraph.Write(Fixture.Classifier().Weights, quantize),
        ];
        var used = graphs.SelectMany(graph => ModelProto.Parser.ParseFrom(graph).Graph.Node).Select(node => node.OpType).Distinct();
        Assert.Empty(used.Except(Checks.Keys));
    }

    private static float[] Unary(int rows, int columns, Func<GraphBuilder, string, string> build) =>
        Run(g => g.Float32Output("y", build(g, g.Float32Input("x", rows, columns)), "a", "b"), ("x", Floats([rows, columns], X)));

    private static void Check(double[] expected, float[] actual, double tolerance = 1e-6) => Close.Equal(expected, actual, tolerance);

    private static void Check(float[] expected, float[] actual) => Assert.Equal(expected, actual);
}
