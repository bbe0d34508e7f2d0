using System.Diagnostics;
using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Host;

/// <summary>The chain up to Verify with a stand-in for the model tool: what is called, and how it may end.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly BuildProcess _build = new();

    public void Dispose() => _build.Dispose();

    private string[] Verbs => [.. _build.Calls.Select(call => call[_build.Checkout.Tool.Length..].Trim().Split(' ')[0])];

    [Fact]
    public async Task Verify_runs_the_chain_once_and_a_second_time_finds_it_done()
    {
        var first = await _build.RunAlone("--target=Verify");
        first.Succeeds();
        Assert.Contains("Verify: pass. ", first.Output);
        Assert.Equal(["sample", "ingest", "train", "prune", "quantize", "evaluate"], Verbs);
        Assert.Equal(Verdict.Pass, ArtifactJson.Read<Verdict>(Path.Combine(_build.Layout.Verify, Verdict.FileName)).Outcome);

        var second = await _build.RunAlone("--target=Verify");
        second.Succeeds();
        Assert.Contains("Verify: pass. ", second.Output);
        Assert.Equal(6, _build.Calls.Count());
    }

    [Fact]
    public async Task A_shipped_bundle_is_not_judged_again_and_another_champion_is()
    {
        (await _build.Run("--target=Verify")).Succeeds();
        var champion = Directory.CreateDirectory(Path.Combine(_build.Layout.Root, "champion")).FullName;
        foreach (var file in Directory.GetFiles(_build.Layout.Bundle)) File.Copy(file, Path.Combine(champion, Path.GetFileName(file)));
        (await _build.Run("--target=Verify")).Succeeds();
        Assert.Single(Verbs, verb => verb == "evaluate");

        await File.AppendAllTextAsync(Path.Combine(champion, "catalogue.tsv"), "more\n");
        var other = await _build.Run("--target=Verify", "--why");
        Assert.Contains("champion is new: sha256:", other.Output);
        Assert.Equal(2, Verbs.Count(verb => verb == "evaluate"));
    }

    [Fact]
    public async Task A_failed_verdict_is_3_and_stays_3()
    {
        _build.Scores(bundle: 0.2, popularity: 0.4);
        (await _build.Run("--target=Verify")).Fails(3, "Verify: fail. gate 'lead' failed", "Remedy: ", "report.html");
        (await _build.Run("--target=DockerBuild")).Fails(3, "Verify: fail. gate 'lead' failed");
        (await _build.Run("--target=DockerBuild", "--exclusive")).Fails(3, "Refused: ", "gate 'lead' failed");
        Assert.DoesNotContain(_build.Calls, call => call.StartsWith("publish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_few_users_are_4()
    {
        _build.Scores(bundle: 0.4, popularity: 0.36);
        (await _build.Run("--target=Verify")).Fails(4, "Verify: not enough evidence. gate 'lead' has not enough evidence", "Remedy: ");
        (await _build.Run("--target=DockerBuild", "--exclusive")).Fails(4, "Refused: ", "not_enough_evidence");
    }

    [Fact]
    public async Task No_gates_are_3()
    {
        _build.Checkout.Write("recsys.json", """{ "name": "shop" }""");
        (await _build.Run("--target=Verify")).Fails(3, "no gates are configured", "Remedy: add at least one under verify.gates");
    }

    [Fact]
    public async Task A_tool_that_fails_has_the_last_word()
    {
        _build.Environment["FAKE_FAULT"] = "ingest";
        (await _build.Run("--target=Verify")).Fails(
            1,
            "ingest failed with exit code 1: ingest cannot go on: events.csv is empty. Remedy: fill it."
        );
        Assert.Equal(["sample", "ingest"], Verbs);
    }

    [Fact]
    public async Task Exclusive_without_what_comes_before_names_the_remedy() =>
        (await _build.Run("--target=Train", "--exclusive")).Fails(
            1,
            $"{_build.Layout.Dataset} is missing. Remedy: run without --exclusive"
        );

    [Fact]
    public async Task Undeploy_with_nothing_running_says_so_and_succeeds()
    {
        var run = await _build.Run("--target=Undeploy");
        run.Succeeds();
        Assert.Contains("Nothing of shop runs here.", run.Output);
    }

    [Fact]
    public Task Being_told_to_terminate_is_an_interruption_too() => Interrupt("TERM");

    [Fact]
    public async Task After_an_interruption_the_same_command_goes_on()
    {
        Assert.SkipWhen(DefaultInterrupt.Obstacle is not null, DefaultInterrupt.Obstacle ?? "");
        await Interrupt("INT");
        _build.Environment.Remove("FAKE_SLEEP");
        (await _build.Run("--target=Verify")).Succeeds();
        Assert.Equal(["sample", "ingest", "train", "train", "prune", "quantize", "evaluate"], Verbs);
    }

    [Fact]
    public async Task A_killed_build_takes_its_compiler_along_and_the_next_run_tells_of_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds orphans in /proc");
        File.Delete(_build.Checkout.At(".build", "model.hash"));
        _build.Environment["FAKE_SLEEP"] = "msbuild";
        using var process = _build.Start("--target=Verify");
        var result = BuildResult.Of(process);
        Assert.True(SpinWait.SpinUntil(() => _build.Sleeper is not null || process.HasExited, TimeSpan.FromSeconds(60)));
        var compiler = _build.Sleeper!.Value; // a child of the child: dotnet's own
        process.Kill();
        Assert.True(
            SpinWait.SpinUntil(() => new ProcessTable().StartOf(compiler) is null, TimeSpan.FromSeconds(30)),
            "the compiler outlives the build"
        );
        Assert.Equal(137, (await result).Code);

        _build.Environment.Remove("FAKE_SLEEP");
        var again = await _build.Run("--target=Verify");
        again.Succeeds();
        Assert.Contains($"An earlier run was killed: process {process.Id} on ", again.Output);
        var history = await _build.Run("--target=History");
        Assert.Matches(@"Verify +killed", history.Output);
        Assert.Matches(@"Verify +done", history.Output);
    }

    /// <summary>Ends the build while its tool trains: 130, no child left, nothing half-written.</summary>
    private async Task Interrupt(string signal)
    {
        _build.Environment["FAKE_SLEEP"] = "train";
        using var process = _build.Start("--target=Verify");
        var result = BuildResult.Of(process);
        Assert.True(SpinWait.SpinUntil(() => _build.Sleeper is not null || process.HasExited, TimeSpan.FromSeconds(60)));
        var child = _build.Sleeper!.Value;
        using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        var run = await result;
        run.Fails(130);
        Assert.Contains("Interrupted. Nothing half-written was kept; run the same command again to go on.", run.Error);
        Assert.Null(new ProcessTable().StartOf(child));
        Assert.False(Directory.Exists(_build.Layout.Train));
    }
}
