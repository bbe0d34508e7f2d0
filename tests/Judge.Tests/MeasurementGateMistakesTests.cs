using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Judge.Gates;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Settings of gates on measurements that cannot be decided, and what is said of their results.</summary>
public sealed class MeasurementGateMistakesTests
{
    private static readonly MeasurementGateSettings Exact = new() { Kind = "exact", Of = "bytes", AtMost = 1 };
    private static readonly MeasurementGateSettings Quantile = new() { Kind = "quantile", Of = "ms", Quantile = 0.99, AtMost = 1 };

    public static TheoryData<MeasurementGateSettings, string, string> Mistakes =>
        new()
        {
            { Exact with { Quantile = 0.5 }, "quantile", "an exact value has no quantile. Remedy: remove it." },
            { Quantile with { Quantile = null }, "quantile", "a quantile lies between 0 and 1. Remedy: set it, e.g. to 0.99." },
            { Quantile with { Quantile = 0 }, "quantile", "a quantile lies between 0 and 1. Remedy: set it, e.g. to 0.99." },
            { Quantile with { Quantile = 1 }, "quantile", "a quantile lies between 0 and 1. Remedy: set it, e.g. to 0.99." },
            { Exact with { AtMost = null }, "at_most", "a gate on measurements has one bound. Remedy: set either at_least or at_most." },
            { Exact with { AtLeast = 0 }, "at_most", "a gate on measurements has one bound. Remedy: set either at_least or at_most." },
            { Exact with { Of = "" }, "of", "no measurement is named. Remedy: set of to a name of the measurements file." },
            {
                Exact with { Kind = "exect" },
                "kind",
                "'exect' is no kind of gate; did you mean \"exact\"? Remedy: choose one of quantile, exact."
            },
            { Exact with { Kind = "zzzzzzzzz" }, "kind", "'zzzzzzzzz' is no kind of gate. Remedy: choose one of quantile, exact." },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_field_and_what_to_do(MeasurementGateSettings gate, string field, string message)
    {
        var gates = new Dictionary<string, MeasurementGateSettings> { ["z"] = gate, ["a"] = gate, ["sound"] = Exact };

        var mistakes = Assert.Throws<SettingsException>(() => GateKinds.Read(gates, "gates")).Mistakes;

        Assert.Equal(
            [($"gates.a.{field}", "settings", message), ($"gates.z.{field}", "settings", message)],
            mistakes.Select(mistake => (mistake.Path, mistake.Origin, mistake.Message))
        );
    }

    [Fact]
    public void Sound_gates_come_in_the_order_of_their_names() =>
        Assert.Equal(
            ["a", "b", "c"],
            GateKinds.Read(new Dictionary<string, MeasurementGateSettings> { ["c"] = Exact, ["a"] = Quantile, ["b"] = Exact }, "gates")
                .Select(gate => gate.Name)
        );

    [Theory]
    [InlineData("exact", 0, "nothing was measured")]
    [InlineData("exact", 1200, "1,200 measured")]
    [InlineData("quantile", 1200, "1,200 repeats")]
    public void A_result_says_what_its_evidence_was(string kind, int count, string power) =>
        Assert.Equal(power, GateKinds.Of(Result(kind, Verdict.Pass, count, 0.5))!.Power(Result(kind, Verdict.Pass, count, 0.5)));

    [Theory]
    [InlineData(Verdict.Pass, 1, 0.5, false)]
    [InlineData(Verdict.Pass, 1, 1.5, true)]
    [InlineData(Verdict.Pass, 0, 0.5, true)]
    [InlineData(Verdict.Fail, 1, 1.5, false)]
    [InlineData(Verdict.Fail, 0, 0.5, false)]
    public void A_pass_without_figures_that_pass_is_a_contradiction(string outcome, int count, double value, bool contradicts) =>
        Assert.Equal(
            contradicts,
            GateKinds.Of(Result("exact", outcome, count, value))!.Contradicts(Result("exact", outcome, count, value))
        );

    [Fact]
    public void A_result_on_score_rows_or_of_another_tools_kind_has_no_kind_here()
    {
        Assert.Null(GateKinds.Of(Result("exact", Verdict.Pass, 1, 0.5) with { Kind = null }));
        Assert.Null(GateKinds.Of(Result("ratio", Verdict.Pass, 1, 0.5)));
    }

    private static GateResult Result(string kind, string outcome, int count, double value) =>
        new()
        {
            Name = "g",
            Kind = kind,
            Task = GateKinds.Measurements,
            Metric = "bytes",
            AtMost = 1,
            Estimate = value,
            Lower = value,
            Upper = value,
            LowerBound = value,
            UpperBound = value,
            Count = count,
            Outcome = outcome,
            Reason = "",
        };
}
