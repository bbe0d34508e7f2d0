using Recsys.Contracts.Artifacts;
using Recsys.Judge.Reports;
using Xunit;

namespace Recsys.Build.Tests.Host;

/// <summary>What a run shows where CI runs it, and that CI changes nothing else.</summary>
public sealed class BuildServerTests : IDisposable
{
    private readonly BuildProcess _build = new();

    public void Dispose() => _build.Dispose();

    private string Summary => _build.Checkout.At("summary.md");

    private string Test(string name) => Path.Combine(_build.Layout.Verify, name);

    private void OnGitHub()
    {
        _build.Environment["GITHUB_ACTIONS"] = "true";
        _build.Environment["GITHUB_STEP_SUMMARY"] = Summary;
    }

    [Fact]
    public async Task GitHub_gets_a_summary_of_a_pass_and_a_warning_of_what_was_not_measured()
    {
        OnGitHub();
        var run = await _build.Run("--target=Verify");
        Assert.Equal(0, run.Code);
        var summary = await File.ReadAllTextAsync(Summary);
        Assert.StartsWith("## Verify shop: PASS\n", summary);
        Assert.Contains("| lead: recommend NDCG\\@10, bundle minus popularity | PASS | ", summary);
        Assert.Contains("| engine\\_equals\\_training | PASS | 20 | 0 |", summary);
        Assert.Contains(ArtifactJson.Read<Verdict>(Test(Verdict.FileName)).Bundle!, summary);
        Assert.Contains("**Not measured.** Search is served but was not measured", summary);
        Assert.DoesNotContain("::error", run.Output + run.Error);
        Assert.Equal(1, run.Output.Split("::warning::").Length - 1);
        Assert.Contains("::warning::Search is served but was not measured", run.Output);
    }

    [Fact]
    public async Task GitHub_gets_an_error_for_each_gate_that_failed_each_time_it_is_asked()
    {
        OnGitHub();
        _build.Scores(bundle: 0.2, popularity: 0.4);
        for (var time = 1; time <= 2; time++)
        {
            var run = await _build.Run("--target=Verify");
            Assert.Equal(3, run.Code);
            Assert.Contains("::error::Verify: FAIL: gate 'lead' failed", run.Output);
            Assert.Contains("::error::Gate lead: FAIL: recommend NDCG@10, bundle minus popularity", run.Output);
        }
        Assert.Contains("## Verify shop: FAIL", await File.ReadAllTextAsync(Summary));
        Assert.Contains("1. Gate lead failed", await File.ReadAllTextAsync(Summary));
    }

    [Fact]
    public async Task Too_little_evidence_is_an_error_and_its_gate_a_warning()
    {
        OnGitHub();
        _build.Scores(bundle: 0.4, popularity: 0.36);
        var run = await _build.Run("--target=Verify");
        Assert.Equal(4, run.Code);
        Assert.Contains("::error::Verify: NOT ENOUGH EVIDENCE: ", run.Output);
        Assert.Contains("::warning::Gate lead: NOT ENOUGH EVIDENCE: ", run.Output);
    }

    [Fact]
    public async Task An_overridden_verdict_warns_and_its_summary_says_who_and_why()
    {
        OnGitHub();
        _build.Scores(bundle: 0.2, popularity: 0.4);
        var run = await _build.Run("--target=DockerBuild", "--override-verdict=agreed with the shop until Monday");
        Assert.Equal(0, run.Code);
        Assert.DoesNotContain("::error", run.Output);
        Assert.Contains("::warning::The verdict is overridden by ", run.Output);
        Assert.Matches(@"\*\*OVERRIDDEN\*\* by \S+: agreed with the shop until Monday", await File.ReadAllTextAsync(Summary));
    }

    [Fact]
    public async Task A_summary_that_cannot_be_written_changes_no_outcome()
    {
        OnGitHub();
        _build.Environment["GITHUB_STEP_SUMMARY"] = _build.Checkout.At("no", "such", "folder", "summary.md");
        var run = await _build.Run("--target=Verify");
        Assert.Equal(0, run.Code);
        Assert.Contains("Verify: pass. ", run.Output);
        _build.Environment.Remove("GITHUB_STEP_SUMMARY");
        Assert.Equal(0, (await _build.Run("--target=Verify")).Code);
    }

    [Fact]
    public async Task TeamCity_imports_the_results_and_hears_of_the_problem()
    {
        _build.Environment["TEAMCITY_VERSION"] = "2025.07";
        _build.Scores(bundle: 0.2, popularity: 0.4);
        var run = await _build.Run("--target=Verify");
        Assert.Equal(3, run.Code);
        Assert.Contains("##teamcity[importData ", run.Output);
        Assert.Contains(JUnitReport.FileName, run.Output);
        Assert.Contains("##teamcity[buildProblem ", run.Output);
        // Its own quoting: |' is an apostrophe.
        Assert.Contains("gate |'lead|' failed", run.Output);
    }

    [Fact]
    public async Task Azure_gets_summary_results_and_errors()
    {
        _build.Environment["TF_BUILD"] = "True";
        _build.Scores(bundle: 0.2, popularity: 0.4);
        var run = await _build.Run("--target=Verify");
        Assert.Equal(3, run.Code);
        Assert.Contains("##vso[task.uploadsummary]", run.Output);
        Assert.Contains("##vso[results.publish ", run.Output);
        Assert.Contains("Verify: FAIL: gate 'lead' failed", run.Output);
        Assert.StartsWith("## Verify shop: FAIL\n", await File.ReadAllTextAsync(_build.Layout.Verify + ".summary.md"));
        Assert.False(File.Exists(Test("summary.md")));
    }

    [Fact]
    public async Task Outside_CI_nothing_of_it_is_shown_and_the_same_is_made()
    {
        _build.Scores(bundle: 0.2, popularity: 0.4);
        var run = await _build.Run("--target=Verify");
        run.Fails(3, "Verify: fail. ");
        foreach (var mark in new[] { "::error", "::warning", "##teamcity", "##vso" }) Assert.DoesNotContain(mark, run.Output + run.Error);
        Assert.False(File.Exists(_build.Layout.Verify + ".summary.md"));
        var (outside, calls) = (ContentHash.OfFolder(_build.Layout.Verify), _build.Calls.Count());

        OnGitHub();
        Assert.Equal(3, (await _build.Run("--target=Verify")).Code);
        Assert.Equal((outside, calls), (ContentHash.OfFolder(_build.Layout.Verify), _build.Calls.Count()));
    }
}
