using CsCheck;
using Recsys.Judge.Metrics;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Accuracy and macro-F1: computed by hand, and what must hold of any classification.</summary>
public sealed class ClassMetricsTests
{
    private static ClassPair[] Pairs(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => new ClassPair(pair[..1], pair[1..]))];

    [Theory]
    [InlineData("aa bb cc", 1, 1)]
    [InlineData("ab ba", 0, 0)]
    // a: 2·2/(2·2 + 0 + 1) = 4/5; b: 2·1/(2·1 + 1 + 0) = 2/3
    [InlineData("aa aa ab bb", 0.75, (4 / 5.0 + 2 / 3.0) / 2)]
    // c is only predicted, so its F1 is 0; a: 2/3; b: 1
    [InlineData("aa ac bb", 2 / 3.0, (2 / 3.0 + 1 + 0) / 3)]
    [InlineData("", 0, 0)]
    public void They_are_those_computed_by_hand(string pairs, double accuracy, double macroF1)
    {
        Assert.Equal(accuracy, ClassMetrics.Accuracy(Pairs(pairs)), 12);
        Assert.Equal(macroF1, ClassMetrics.MacroF1(Pairs(pairs)), 12);
    }

    private static readonly Gen<ClassPair[]> Any = Gen.Select(
        Gen.Int[0, 4],
        Gen.Int[0, 4],
        (truth, predicted) => new ClassPair($"{truth}", $"{predicted}")
    ).Array[1, 40];

    [Fact]
    public void They_lie_between_0_and_1_and_are_1_only_when_everything_is_right() => Any.Sample(pairs =>
    {
        var (accuracy, macroF1) = (ClassMetrics.Accuracy(pairs), ClassMetrics.MacroF1(pairs));
        Assert.InRange(accuracy, 0, 1);
        Assert.InRange(macroF1, 0, 1 + 1e-12);
        var right = pairs.All(pair => pair.Truth == pair.Predicted);
        Assert.Equal(right, accuracy == 1);
        Assert.Equal(right, macroF1 > 1 - 1e-9);
        Assert.Equal(pairs.All(pair => pair.Truth != pair.Predicted), macroF1 == 0);
    });

    [Fact]
    public void Names_order_and_repetition_do_not_matter_and_truth_and_prediction_may_be_exchanged() =>
        Any.Sample(pairs =>
        {
            var macroF1 = ClassMetrics.MacroF1(pairs);
            Assert.Equal(
                macroF1,
                ClassMetrics.MacroF1([.. pairs.Reverse().Select(pair => new ClassPair("x" + pair.Truth, "x" + pair.Predicted))]),
                12
            );
            Assert.Equal(macroF1, ClassMetrics.MacroF1([.. pairs, .. pairs]), 12);
            Assert.Equal(macroF1, ClassMetrics.MacroF1([.. pairs.Select(pair => new ClassPair(pair.Predicted, pair.Truth))]), 12);
        });
}
