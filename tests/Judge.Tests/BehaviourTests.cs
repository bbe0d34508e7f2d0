using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Attestation;
using Recsys.Judge.Gates;
using Recsys.Judge.Reports;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Whatever the figures are: one thing that must hold and does not is a fail that names it.</summary>
public sealed class BehaviourTests : IDisposable
{
    private readonly Shop _shop = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _shop.Dispose();
    }

    private string Golden(string text = "{}") =>
        _folder.Write(
            "golden.json",
            text.Replace(
                "{}",
                """{ "cases": [ { "name": "a", "query": "b", "must": [ { "title": "c" } ] } ] }""",
                StringComparison.Ordinal
            )
        );

    private static BehaviourReport With(BehaviourReport report, string name, int cases, params BehaviourFailure[] failures) =>
        report with
        {
            Checks =
            [
                .. report.Checks.Select(check =>
                    check.Name == name ? check with { Cases = cases, Failed = failures.Length, Failures = failures } : check
                ),
            ],
        };

    private static BehaviourFailure Failure(string what) => new() { Case = "user 7 of the dataset", What = what, Query = "private words" };

    private VerdictException Refused(VerdictFault fault, VerifySettings? settings = null)
    {
        var e = Assert.Throws<VerdictException>(() =>
            VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle, settings ?? Shop.Settings)
        );
        Assert.Contains("Remedy", e.Message);
        Assert.Equal(fault, e.Fault);
        return e;
    }

    public static TheoryData<string> Names => [.. CheckRules.Required(golden: false)];

    [Theory]
    [MemberData(nameof(Names))]
    public void One_failed_case_fails_a_bundle_whose_gates_all_hold_and_is_named(string name)
    {
        _shop.WriteBehaviour(report => With(report, name, 20, Failure("the answer differs"), Failure("another")));
        var report = _shop.Verify();
        var verdict = report.Judgement.Verdict;
        Assert.All(verdict.Gates, gate => Assert.Equal(Verdict.Pass, gate.Outcome));
        Assert.Equal(Verdict.Fail, verdict.Outcome);
        Assert.StartsWith(
            $"the behaviour '{name}' fails in 2 of 20 cases: user 7 of the dataset: the answer differs. Remedy: ",
            verdict.Reason
        );
        Assert.Equal(Verdict.Fail, Assert.Single(verdict.Checks, check => check.Outcome != Verdict.Pass).Outcome);
        Assert.StartsWith($"Behaviour {name}: fails in 2", WorstFacts.Of(report)[0]);
        Assert.Contains("the answer differs", File.ReadAllText(Path.Combine(_shop.Layout.Verify, VerifyReport.PageName)));
        Refused(VerdictFault.NotPassed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_not_tried_or_on_nothing_is_not_shown(string name)
    {
        _shop.WriteBehaviour(report => report with { Checks = [.. report.Checks.Where(check => check.Name != name)] });
        Assert.StartsWith($"the behaviour '{name}' is not shown: it was not tried", _shop.Verify().Judgement.Verdict.Reason);
        _shop.WriteBehaviour(report => With(report, name, 0));
        Assert.StartsWith($"the behaviour '{name}' is not shown: there was nothing to try it on", _shop.Verify().Judgement.Verdict.Reason);
        Refused(VerdictFault.NotPassed);
    }

    [Fact]
    public void A_check_of_a_shop_s_own_counts_like_the_others()
    {
        _shop.WriteBehaviour(report =>
            report with
            {
                Checks =
                [
                    .. report.Checks,
                    new BehaviourCheck
                    {
                        Name = "prices",
                        Cases = 3,
                        Failed = 1,
                        Failures = [Failure("a price is 0")],
                    },
                ],
            }
        );
        Assert.Contains("the behaviour 'prices' fails in 1 of 3 cases", _shop.Verify().Judgement.Verdict.Reason);
    }

    [Fact]
    public void No_query_text_gets_into_verdict_statement_or_reports()
    {
        _shop.WriteBehaviour(report => With(report, BehaviourCheck.QueryForms, 20, Failure("in capitals: another product at rank 1")));
        _shop.Verify();
        Assert.All(
            Directory.GetFiles(_shop.Layout.Verify).Where(file => Path.GetFileName(file) != BehaviourReport.FileName),
            file => Assert.DoesNotContain("private words", File.ReadAllText(file))
        );
    }

    [Fact]
    public void A_report_about_something_else_is_no_evidence()
    {
        foreach (var (change, part) in new (Func<BehaviourReport, BehaviourReport>, string)[]
        {
            (report => report with { Bundle = Rows.Hash }, "is about the bundle sha256:"),
            (report => report with { Dataset = Rows.Hash }, "is about the dataset sha256:"),
            (report => report with { Golden = Rows.Hash }, "is about the golden file sha256:"),
            (report => report with { FormatVersion = 2 }, "has format version 2"),
            (report => With(report, BehaviourCheck.Determinism, -1), "contradicts itself"),
            (report => report with { Checks = [.. report.Checks, report.Checks[0]] }, "contradicts itself"),
            (report => report with { Checks = [report.Checks[0] with { Failed = 3 }, .. report.Checks.Skip(1)] }, "contradicts itself"),
        })
        {
            _shop.WriteBehaviour(change);
            Assert.Contains(part, Assert.Throws<ArtifactException>(() => _shop.Verify()).Message);
            Refused(VerdictFault.Missing);
        }
    }

    [Fact]
    public void Edited_or_missing_behaviour_is_refused()
    {
        _shop.Verify();
        File.AppendAllText(Path.Combine(_shop.Layout.Verify, BehaviourReport.FileName), " ");
        Refused(VerdictFault.OtherBehaviour);
        File.Delete(Path.Combine(_shop.Layout.Verify, BehaviourReport.FileName));
        Refused(VerdictFault.OtherBehaviour);
    }

    [Fact]
    public void A_verdict_without_a_demanded_check_is_refused_even_with_a_new_seal()
    {
        _shop.Verify();
        var verdict = ArtifactJson.Read<Verdict>(_shop.VerdictPath);
        foreach (
            var checks in new IReadOnlyList<BehaviourResult>[]
            {
                [],
                [.. verdict.Checks.Skip(1)],
                [verdict.Checks[0] with { Cases = 0 }, .. verdict.Checks.Skip(1)],
                [verdict.Checks[0] with { Failed = 1 }, .. verdict.Checks.Skip(1)],
            }
        )
        {
            File.WriteAllText(_shop.VerdictPath, ArtifactJson.Serialize((verdict with { Checks = checks }).Sealed()));
            Assert.Contains("contradicts itself", Refused(VerdictFault.Edited).Message);
        }
    }

    [Fact]
    public void A_golden_file_that_was_removed_changed_or_named_since_is_refused()
    {
        var path = Golden();
        var named = Shop.Settings with { Golden = path };
        _shop.WriteBehaviour(golden: ContentHash.OfFile(path));
        _shop.Verify(golden: path);
        Assert.Equal(ContentHash.OfFile(path), VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle, named).Golden);

        Assert.Contains("is not set, but the verdict rests on sha256:", Refused(VerdictFault.OtherGolden, Shop.Settings).Message);
        File.AppendAllText(path, " ");
        Refused(VerdictFault.OtherGolden, named);
        File.Delete(path);
        Assert.Contains("is missing, but", Refused(VerdictFault.OtherGolden, named).Message);

        _shop.WriteBehaviour();
        _shop.Verify();
        Golden();
        Assert.Contains("but the verdict rests on none", Refused(VerdictFault.OtherGolden, named).Message);
    }

    [Fact]
    public void Named_golden_queries_that_were_not_asked_are_a_fail()
    {
        var path = Golden();
        _shop.WriteBehaviour(report => report with { Checks = [.. report.Checks.SkipLast(1)] }, ContentHash.OfFile(path));
        Assert.StartsWith("the behaviour 'golden_queries' is not shown", _shop.Verify(golden: path).Judgement.Verdict.Reason);
    }

    [Fact]
    public void Counts_that_do_not_fit_are_a_contradiction_and_those_that_just_fit_are_none()
    {
        BehaviourFailure[] one = [Failure("x")];
        var input = Rows.Input([], Rows.Settings());
        BehaviourReport Report(int cases, int failed, params BehaviourFailure[] failures) =>
            input.Behaviour! with
            {
                Checks =
                [
                    input.Behaviour!.Checks[0] with
                    {
                        Cases = cases,
                        Failed = failed,
                        Failures = failures,
                    },
                    .. input.Behaviour!.Checks.Skip(1),
                ],
            };
        foreach (
            var wrong in new[]
            {
                Report(-1, 0),
                Report(5, -1),
                Report(5, 6, one),
                Report(5, 0, one),
                Report(5, 1),
                Report(5, 1, [.. one, .. one]),
            }
        )
        {
            Assert.Equal(
                "behaviour.json contradicts itself: a check occurs twice, or its counts do not fit. Remedy: run ./build.sh "
                    + "--target=Verify again.",
                Assert.Throws<ArtifactException>(() => CheckRules.Decide(wrong, input)).Message
            );
        }
        Assert.Equal(
            "fails in 1,500 of 1,500 cases: user 7 of the dataset: x",
            CheckRules.Decide(Report(1_500, 1_500, one), input)[0].Reason
        );
        Assert.Equal((Verdict.Fail, 2_000, 2, "fails in 2 of 2,000 cases: user 7 of the dataset: x"), Of(Report(2_000, 2, one)));
        Assert.Equal((Verdict.Pass, 2_000, 0, "holds in 2,000 of 2,000 cases"), Of(Report(2_000, 0)));
        Assert.Equal((Verdict.Fail, 0, 0, "there was nothing to try it on"), Of(Report(0, 0)));
        Assert.Equal((Verdict.Fail, 0, 0, "it was not tried"), Of(input.Behaviour! with { Checks = [.. input.Behaviour!.Checks.Skip(1)] }));

        (string, int, int, string) Of(BehaviourReport report)
        {
            var result = CheckRules.Decide(report, input)[0];
            Assert.Equal(BehaviourCheck.EngineEqualsTraining, result.Name);
            return (result.Outcome, result.Cases, result.Failed, result.Reason);
        }
    }

    [Fact]
    public void Demanded_checks_come_in_their_order_and_a_shop_s_own_after_them()
    {
        var input = Rows.Input([], Rows.Settings());
        var own = new BehaviourCheck
        {
            Name = "prices",
            Cases = 1,
            Failed = 0,
        };
        var names = CheckRules
            .Decide(input.Behaviour! with { Checks = [own, .. input.Behaviour!.Checks.Reverse()] }, input)
            .Select(result => result.Name);
        Assert.Equal([.. CheckRules.Required(golden: false), "prices"], names);
        Assert.Equal([.. CheckRules.Required(golden: false), BehaviourCheck.GoldenQueries], CheckRules.Required(golden: true));
    }

    [Fact]
    public void A_report_about_something_else_says_what_both_are()
    {
        var (input, other) = (Rows.Input([], Rows.Settings()), ContentHash.OfText("other"));
        string Said(BehaviourReport report) => Assert.Throws<ArtifactException>(() => CheckRules.Decide(report, input)).Message;
        Assert.Equal(
            $"behaviour.json is about the bundle {other}, not {Rows.Hash}. Remedy: run ./build.sh --target=Verify again.",
            Said(input.Behaviour! with { Bundle = other })
        );
        Assert.Equal(
            $"behaviour.json is about the dataset {other}, not {Rows.Hash}. Remedy: run ./build.sh --target=Verify again.",
            Said(input.Behaviour! with { Dataset = other })
        );
        Assert.Equal(
            $"behaviour.json is about the golden file {other}, not none. Remedy: run ./build.sh --target=Verify again.",
            Said(input.Behaviour! with { Golden = other })
        );
        Assert.Equal(
            "behaviour.json has format version 7, expected 1. Remedy: run ./build.sh --target=Verify again.",
            Said(input.Behaviour! with { FormatVersion = 7 })
        );
    }
}
