using System.Xml.Linq;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Reports;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Reports;

/// <summary>The verdict as test results.</summary>
public sealed class JUnitReportTests
{
    private static XElement Of(Verdict verdict, string name = "shop") => XDocument.Parse(JUnitReport.Render(name, verdict)).Root!;

    private static XElement Case(XElement root, string name) =>
        root.Descendants("testcase").Single(test => (string?)test.Attribute("name") == name);

    private static Verdict Typical() => SampleReports.Typical().Judgement.Verdict;

    [Fact]
    public void Every_gate_and_every_check_is_a_case_in_a_suite_of_its_kind()
    {
        var verdict = Typical();
        var root = Of(verdict);
        Assert.Equal(
            ["gates.recommend", "gates.search", "behaviour"],
            root.Elements("testsuite").Select(suite => (string?)suite.Attribute("name"))
        );
        Assert.Equal(verdict.Gates.Count + verdict.Checks.Count, root.Descendants("testcase").Count());
        Assert.Equal($"{verdict.Gates.Count + verdict.Checks.Count}", (string?)root.Attribute("tests"));
        Assert.Equal(
            ["properties", "system-out"],
            Case(root, "beats-popularity").Elements().Select(element => element.Name.LocalName)
        );
        Assert.All(
            root.Elements("testsuite"),
            suite =>
                Assert.Equal(
                    $"{suite.Elements("testcase").Count(test => test.Element("failure") is not null)}",
                    (string?)suite.Attribute("failures")
                )
        );
    }

    [Fact]
    public void A_failure_and_a_lack_of_evidence_are_failures_of_their_own_types()
    {
        var root = Of(Typical());
        var (failed, open) = (Case(root, "own-frequency").Element("failure")!, Case(root, "search-reference").Element("failure")!);
        Assert.Equal((Verdict.Fail, Verdict.NotEnoughEvidence), ((string?)failed.Attribute("type"), (string?)open.Attribute("type")));
        Assert.Contains("upper bound", (string?)failed.Attribute("message"), StringComparison.Ordinal);
        Assert.Contains("bundle minus own frequency", failed.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_carries_its_figures_whatever_became_of_it()
    {
        var verdict = Typical();
        var root = Of(verdict);
        foreach (var gate in verdict.Gates.Where(gate => gate.Count > 0))
        {
            var test = Case(root, gate.Name);
            var figures = test.Element("properties")!
                .Elements()
                .ToDictionary(
                    property => (string)property.Attribute("name")!,
                    property => double.Parse((string)property.Attribute("value")!, System.Globalization.CultureInfo.InvariantCulture)
                );
            Assert.Equal(
                (gate.AtLeast!.Value, (double)gate.Count, gate.Estimate, gate.LowerBound, gate.UpperBound),
                (figures["at_least"], figures["count"], figures["estimate"], figures["lower_bound"], figures["upper_bound"])
            );
            Assert.Contains($"{Labels.Estimate(gate)} [{Labels.Bounds(gate, ", ")}], at least", test.Value, StringComparison.Ordinal);
        }
        Assert.Equal(
            ["20", "0"],
            Case(root, BehaviourCheck.Determinism).Descendants("property").Select(property => (string?)property.Attribute("value"))
        );
        var unmeasured = Of(
            SampleReports
                .Of(("search", new GateSettings { Task = ScoreRow.Classify, Metric = "accuracy", AtLeast = 0.5 }))
                .Judgement.Verdict
        );
        Assert.Equal(
            ["at_least", "count"],
            Case(unmeasured, "search").Descendants("property").Select(property => (string?)property.Attribute("name")).Order()
        );
    }

    [Fact]
    public void What_does_not_apply_is_skipped_with_its_reason()
    {
        var root = Of(
            SampleReports
                .Of(("keep", new GateSettings { Against = ScoreRow.Champion, AtLeast = 0 }), ("no-loss", SampleReports.Quality))
                .Judgement.Verdict
        );
        var skipped = Case(root, "keep").Element("skipped")!;
        Assert.StartsWith("there was no champion when this was judged", (string?)skipped.Attribute("message"), StringComparison.Ordinal);
        Assert.Equal(("1", "0"), ((string?)root.Attribute("skipped"), (string?)root.Element("testsuite")!.Attribute("failures")));
    }

    [Fact]
    public void A_behaviour_that_fails_is_a_failure()
    {
        var verdict = Typical();
        var root = Of(
            verdict with
            {
                Checks =
                [
                    verdict.Checks[0] with
                    {
                        Outcome = Verdict.Fail,
                        Failed = 2,
                        Reason = "fails in 2 of 20 cases",
                    },
                    .. verdict.Checks.Skip(1),
                ],
            }
        );
        var failure = Case(root, verdict.Checks[0].Name).Element("failure")!;
        Assert.Equal(("fails in 2 of 20 cases", Verdict.Fail), ((string?)failure.Attribute("message"), (string?)failure.Attribute("type")));
    }

    [Fact]
    public void No_gates_are_no_green_result()
    {
        var root = Of(SampleReports.Of().Judgement.Verdict);
        Assert.Contains(
            "no gates are configured",
            (string?)Case(root, "at_least_one_gate").Element("failure")!.Attribute("message"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("<script>\"&'</script>")]
    [InlineData("a\nb\tc\r\u0000\u0008\u001b]]>")]
    [InlineData("half \ud83d of a pair, \ufffe\uffff and a whole \ud83d\ude00")]
    [InlineData("标题 --> <!--")]
    public void It_stays_well_formed_whatever_the_names(string name)
    {
        var verdict = Typical();
        var hostile = verdict with
        {
            Gates = [.. verdict.Gates.Select(gate => gate with { Name = name, Reason = name, Slice = name })],
            Checks = [.. verdict.Checks.Select(check => check with { Name = name, Reason = name, Outcome = Verdict.Fail })],
        };
        var root = Of(hostile, name);
        var cases = root.Descendants("testcase").ToList();
        Assert.Equal(verdict.Gates.Count + verdict.Checks.Count, cases.Count);
        Assert.All(cases, test => Assert.Equal((string?)cases[0].Attribute("name"), (string?)test.Attribute("name")));
        if (!name.Contains('\u001b') && !name.Contains('\ufffe')) Assert.Equal(name, (string?)cases[0].Attribute("name"));
    }

    [Fact]
    public void It_holds_no_times_and_the_same_verdict_has_the_same_bytes()
    {
        Assert.Equal(JUnitReport.Render("shop", Typical()), JUnitReport.Render("shop", Typical()));
        Assert.DoesNotContain(
            Of(Typical()).DescendantsAndSelf().SelectMany(element => element.Attributes()),
            attribute => attribute.Name.LocalName is "time" or "timestamp" or "hostname"
        );
    }
}
