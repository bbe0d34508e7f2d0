using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Serving;
using Recsys.Judge.Attestation;
using Recsys.Judge.Inputs;
using Recsys.Judge.Judging;
using Recsys.Judge.Reports;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>What is served and was not measured: it is said in every form, and the settings decide what follows.</summary>
public sealed class CoverageTests : IDisposable
{
    private static readonly VerifySettings Refusing = Shop.Settings with { Unmeasured = EndpointCoverage.Refuse };

    private readonly Shop _shop = new();

    public void Dispose() => _shop.Dispose();

    private string At(string file) => Path.Combine(_shop.Layout.Verify, file);

    private VerifyReport Verify(VerifySettings settings)
    {
        _shop.WriteBehaviour(golden: settings.Golden is { } file ? ContentHash.OfFile(file) : null);
        return Verification.Run(_shop.Layout, settings, 7, Rows.Provenance);
    }

    private string Golden(string cases)
    {
        var file = Path.Combine(_shop.Layout.Root, "golden.json");
        File.WriteAllText(file, $$"""{ "cases": [ {{cases}} ] }""");
        return file;
    }

    [Fact]
    public void A_shop_without_a_search_log_passes_and_every_form_says_first_that_its_search_was_not_measured()
    {
        var report = Verify(Shop.Settings);
        var verdict = report.Judgement.Verdict;
        Assert.Equal(Verdict.Pass, verdict.Outcome);
        Assert.Equal(["search", "recommend"], verdict.Coverage!.Endpoints.Select(one => one.Endpoint));
        Assert.Equal(["search"], verdict.Coverage.Gaps.Select(one => one.Endpoint));

        const string Said = "search is served but was not measured: it needs a search log with clicks in the test part (data.searches)";
        var page = File.ReadAllText(At(VerifyReport.PageName));
        var header = page[page.IndexOf("<header", StringComparison.Ordinal)..page.IndexOf("</header>", StringComparison.Ordinal)];
        Assert.Contains($"S{Said[1..]}", header, StringComparison.Ordinal);
        Assert.Contains(Said, File.ReadAllText(At(VerdictStatement.FileName)), StringComparison.Ordinal);
        Assert.Contains(Said[1..], File.ReadAllText(At(VerifyReport.JsonName)), StringComparison.Ordinal);
        Assert.Contains("**Not measured.** Search is served", StepSummary.Of("shop", verdict, [], null), StringComparison.Ordinal);
        Assert.Contains("<skipped message=\"search is served", JUnitReport.Render("shop", verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_gap_is_refused_the_verdict_is_not_enough_evidence_with_a_remedy()
    {
        var verdict = Verify(Refusing).Judgement.Verdict;
        Assert.Equal(Verdict.NotEnoughEvidence, verdict.Outcome);
        Assert.StartsWith("search is served but was not measured: ", verdict.Reason, StringComparison.Ordinal);
        Assert.EndsWith(
            "and verify.unmeasured is refuse. Remedy: bring that evidence, or set verify.unmeasured to warn.",
            verdict.Reason,
            StringComparison.Ordinal
        );
        // The reason says it already.
        Assert.Empty(CoverageSection.Gaps(verdict));
        Assert.Contains("type=\"not_enough_evidence\"", JUnitReport.Render("shop", verdict), StringComparison.Ordinal);
        var refused = Assert.Throws<VerdictException>(() => VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle, Refusing));
        Assert.Equal((VerdictFault.NotPassed, Verdict.NotEnoughEvidence), (refused.Fault, refused.Outcome));
    }

    [Fact]
    public void A_failure_stays_one_and_its_gap_is_still_told()
    {
        _shop.WriteScores(0.2, 0.4);
        var verdict = Verify(Refusing).Judgement.Verdict;
        Assert.Equal(Verdict.Fail, verdict.Outcome);
        Assert.StartsWith("gate 'lead' failed", verdict.Reason, StringComparison.Ordinal);
        Assert.Single(CoverageSection.Gaps(verdict));
    }

    [Theory]
    [InlineData("""{ "name": "a", "query": "b", "must": [ { "title": "c" } ] }""", true)]
    [InlineData("""{ "name": "a", "user": "b", "must": [ { "title": "c" } ] }""", false)]
    public void Golden_queries_are_evidence_of_the_endpoint_that_they_ask(string one, bool measured)
    {
        var verdict = Verify(Refusing with { Golden = Golden(one) }).Judgement.Verdict;
        Assert.Equal(measured ? Verdict.Pass : Verdict.NotEnoughEvidence, verdict.Outcome);
        var search = verdict.Coverage!.Endpoints.Single(endpoint => endpoint.Endpoint == "search");
        Assert.Equal((measured, 0, measured ? 1 : 0), (search.Measured, search.Subjects, search.Golden));
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void As_few_rows_as_show_nothing_are_no_evidence(int queries, bool measured)
    {
        var rows = Rows.Coins(ScoreRow.Bundle, 100, 0.5, 1).Concat(Rows.Coins(ScoreRow.Bundle, queries, 0.5, 2, task: ScoreRow.Search));
        var coverage = Adjudicator
            .Decide(Rows.Input(rows, Rows.Settings()) with { Served = new ServedEndpoints([ServedEndpoint.Search], []) })
            .Verdict.Coverage!;
        var search = Assert.Single(coverage.Endpoints);
        Assert.Equal((measured, queries), (search.Measured, search.Subjects));
        Assert.Equal(!measured, search.Reason.Contains("was measured on 29 queries only", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bundle_serves_what_it_has_the_files_for_and_events_need_no_evidence()
    {
        var bundle = Manifests.Bundle();
        Assert.Equal([ServedEndpoint.Search, ServedEndpoint.Recommend], ServedEndpoint.Of(bundle));
        bundle.Files[BundleManifest.ClassifierFile] = Rows.Hash;
        Assert.Equal(ServedEndpoint.All.Except([ServedEndpoint.Suggest, ServedEndpoint.Events]), ServedEndpoint.Of(bundle));
        Assert.All(ServedEndpoint.Of(bundle), one => Assert.NotNull(JudgedTask.Of(one.Task!)));
    }

    [Fact]
    public void A_verdict_counts_only_under_the_setting_that_it_was_reached_with()
    {
        Verify(Shop.Settings);
        var e = Assert.Throws<VerdictException>(() => VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle, Refusing));
        Assert.Equal(VerdictFault.OtherGates, e.Fault);
        Assert.Contains("verify.unmeasured warn, and it is refuse now", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_gap_cannot_be_called_a_pass_or_measured()
    {
        Verify(Refusing);
        Edited(verdict => verdict with { Outcome = Verdict.Pass });
        Edited(verdict => verdict with
        {
            Outcome = Verdict.Pass,
            Coverage = verdict.Coverage! with
            {
                Endpoints = [.. verdict.Coverage.Endpoints.Select(one => one with { Measured = true })],
            },
        });

        void Edited(Func<Verdict, Verdict> edit)
        {
            var was = File.ReadAllText(_shop.VerdictPath);
            File.WriteAllText(_shop.VerdictPath, ArtifactJson.Serialize(edit(ArtifactJson.Read<Verdict>(_shop.VerdictPath)).Sealed()));
            var e = Assert.Throws<VerdictException>(() => VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle, Refusing));
            Assert.Equal(VerdictFault.Edited, e.Fault);
            File.WriteAllText(_shop.VerdictPath, was);
        }
    }

    [Fact]
    public void Where_scores_alone_are_judged_nothing_is_served()
    {
        var verdict = Rows.Judge(Rows.Coins(ScoreRow.Bundle, 100, 0.5, 1), ("a", new GateSettings { AtLeast = 0.1 })).Verdict;
        Assert.Null(verdict.Coverage);
        Assert.DoesNotContain("coverage", JUnitReport.Render("shop", verdict), StringComparison.Ordinal);
    }
}
