using Recsys.Contracts.Artifacts;
using Recsys.Judge.Gates;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>The outcome and the one line that explains it, for gates and checks as they may come.</summary>
public sealed class OutcomesTests
{
    private const string FailRemedy =
        ". Remedy: see the worst slices in report.html and what changed since the last bundle that passed; do not lower at_least unless "
            + "that quality is acceptable.";
    private const string DoubtRemedy =
        ". Remedy: score more users or queries (verify.max_users, a longer test part, a search log), or accept a wider margin in at_least.";

    private static GateResult Gate(
        string name,
        string outcome,
        double estimate = 0.1,
        double atLeast = 0.1,
        int count = 100,
        string? against = null,
        string? slice = null
    ) =>
        new()
        {
            Name = name,
            Task = "recommend",
            Metric = "mrr",
            Against = against,
            Slice = slice,
            AtLeast = atLeast,
            Estimate = estimate,
            Lower = 0,
            Upper = 1,
            Count = count,
            Outcome = outcome,
            Reason = $"{name} because",
        };

    private static BehaviourResult Check(string name, string outcome, int cases = 4) =>
        new()
        {
            Name = name,
            Outcome = outcome,
            Cases = cases,
            Failed = outcome == Verdict.Pass ? 0 : Math.Min(cases, 2),
            Reason = $"{name} why",
        };

    private static readonly GateResult Good = Gate("good", Verdict.Pass),
        Bad = Gate("bad", Verdict.Fail),
        Open = Gate("open", Verdict.NotEnoughEvidence),
        Skipped = Gate("skipped", Verdict.NotApplicable);

    public static TheoryData<string, GateResult[], string> Gates =>
        new()
        {
            {
                Verdict.Fail,
                [],
                "no gates are configured, so nothing may pass. Remedy: add at least one under verify.gates in the settings, for example "
                    + "\"beats-popularity\": { \"task\": \"recommend\", \"metric\": \"ndcg@10\", \"against\": \"popularity\", "
                    + "\"at_least\": 0 }."
            },
            { Verdict.Pass, [Good], "the gate 'good' holds: good because" },
            { Verdict.Pass, [Good, Good], "all 2 gates hold" },
            { Verdict.Pass, [Skipped, Good], "the gate 'good' holds: good because; not applicable: 'skipped' (skipped because)" },
            {
                Verdict.Pass,
                [Good, Skipped, Good, Gate("other", Verdict.NotApplicable)],
                "all 2 gates hold; not applicable: 'skipped', 'other' (skipped because)"
            },
            {
                Verdict.NotEnoughEvidence,
                [Skipped],
                "no gate is applicable: gate 'skipped': skipped because. Remedy: add a gate that does not need a champion under "
                    + "verify.gates, for example one against popularity, or name the bundle in production in verify.champion."
            },
            { Verdict.Fail, [Good, Bad, Open], "gate 'bad' failed: recommend mrr: bad because" + FailRemedy },
            {
                Verdict.NotEnoughEvidence,
                [Good, Open],
                "gate 'open' has not enough evidence: recommend mrr: open because" + DoubtRemedy
            },
            // The farthest below its bound is named first, one without any figures before all.
            {
                Verdict.Fail,
                [
                    Bad,
                    Gate("worse", Verdict.Fail, 0.3, 0.5, against: "popularity"),
                    Gate("worst", Verdict.Fail, 0, -0.3, count: 0, against: "item_knn", slice: "new_users"),
                ],
                "gate 'worst' failed: recommend mrr against item_knn on the slice new_users: worst because; the same holds for "
                    + "'worse', 'bad'"
                    + FailRemedy
            },
        };

    [Theory]
    [MemberData(nameof(Gates))]
    public void Gates_decide_and_the_gravest_is_explained(string outcome, GateResult[] gates, string reason)
    {
        Assert.Equal((outcome, reason), (Outcomes.Of(gates), Outcomes.Reason(gates)));
        // Checks that hold change nothing but the words of a pass.
        BehaviourResult[] checks = [Check("a", Verdict.Pass), Check("b", Verdict.Pass)];
        Assert.Equal(outcome, Outcomes.Of(gates, checks));
        Assert.Equal(
            outcome == Verdict.Pass ? $"{reason}, and the bundle behaves as it must in 2 of 2 checks" : reason,
            Outcomes.Reason(gates, checks)
        );
    }

    [Fact]
    public void A_failed_check_fails_whatever_the_gates_say_and_comes_first()
    {
        const string remedy = ". Remedy: see behaviour.json for the cases; mend the bundle, or the golden file where it asks for too much.";
        foreach (var gate in new[] { Good, Bad, Open, Skipped })
        {
            Assert.Equal(Verdict.Fail, Outcomes.Of([gate], [Check("a", Verdict.Pass), Check("b", Verdict.Fail)]));
            Assert.Equal("the behaviour 'b' b why" + remedy, Outcomes.Reason([gate], [Check("a", Verdict.Pass), Check("b", Verdict.Fail)]));
        }
        Assert.Equal(
            "the behaviour 'b' is not shown: b why; so do 'c', 'd'" + remedy,
            Outcomes.Reason([Good], [Check("b", Verdict.Fail, cases: 0), Check("c", Verdict.Fail), Check("d", Verdict.Fail)])
        );
    }
}
