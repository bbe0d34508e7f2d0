using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Attestation;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Build.Tests.Host;

/// <summary>Every way around Verify that somebody may try, at both doors behind it, is refused.</summary>
public sealed class AroundVerifyTests : IDisposable
{
    private const string Golden = """{ "cases": [ { "name": "a", "query": "b", "must": [ { "title": "c" } ] } ] }""";
    private readonly BuildProcess _build = new();

    public AroundVerifyTests()
    {
        _build.Environment["KUBECONFIG"] = _build.Checkout.Write("kubeconfig", """
            apiVersion: v1
            kind: Config
            clusters: [{ name: kind, cluster: { server: "http://127.0.0.1:9" } }]
            users: [{ name: kind, user: { token: none } }]
            contexts: [{ name: kind, context: { cluster: kind, user: kind } }]
            """);
        Settings();
    }

    public void Dispose() => _build.Dispose();

    private void Settings(string gates = Checkout.Gate, string golden = "") =>
        _build.Checkout.Write(
            "recsys.json",
            $$"""
            {
              "name": "shop",
              "verify": { {{golden}} "gates": {{gates}} },
              "image": { "reference": "registry.example/shop:1" },
              "deploy": { "target": "kubernetes", "context": "kind" }
            }
            """
        );

    private string At(string folder, string name) => Path.Combine(_build.Layout.Root, folder, name);

    private void Edit(string path, Func<string, string> change)
    {
        var (before, after) = (File.ReadAllText(path), change(File.ReadAllText(path)));
        Assert.NotEqual(before, after);
        File.WriteAllText(path, after);
    }

    private async Task Verified(int code = 0) => Assert.Equal(code, (await Chains.After(_build, "Verify")).Code);

    private async Task Refused(string task, int code, string reason)
    {
        (await _build.Run($"--target={task}", "--exclusive")).Fails(code, code == 2 ? "golden.json: " : "Refused: ", reason, "Remedy");
        Assert.False(Directory.Exists(_build.Layout.Image));
        Assert.DoesNotContain(_build.Calls, call => call.StartsWith("publish", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task A_task_of_its_own_without_any_verdict(string task) => await Refused(task, 1, "this bundle was never judged");

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task A_verdict_that_says_fail(string task)
    {
        _build.Scores(bundle: 0.2, popularity: 0.4);
        await Verified(3);
        await Refused(task, 3, "gate 'lead' failed");
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task A_verdict_that_was_edited_to_pass(string task)
    {
        _build.Scores(bundle: 0.2, popularity: 0.4);
        await Verified(3);
        Edit(
            At("verify", Verdict.FileName),
            text => text.Replace("\"outcome\": \"fail\"", "\"outcome\": \"pass\"", StringComparison.Ordinal)
        );
        await Refused(task, 1, "its seal does not fit");
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task A_verdict_that_was_edited_and_sealed_anew(string task)
    {
        _build.Scores(bundle: 0.2, popularity: 0.4);
        await Verified(3);
        var verdict = ArtifactJson.Read<Verdict>(At("verify", Verdict.FileName));
        verdict = verdict with
        {
            Outcome = Verdict.Pass,
            Gates = [.. verdict.Gates.Select(gate => gate with { Outcome = Verdict.Pass, LowerBound = 0.1 })],
        };
        await File.WriteAllTextAsync(At("verify", Verdict.FileName), ArtifactJson.Serialize(verdict.Sealed()));
        await Refused(task, 1, "statement.json");
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task A_bundle_that_was_edited_after_it_passed(string task)
    {
        await Verified();
        Edit(At("bundle", "items.bin"), text => text + "x");
        await Refused(task, 1, "items.bin was changed");
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task The_verdict_of_another_bundle(string task)
    {
        await Verified();
        using var other = new Recsys.Testing.Judge.Shop();
        await File.WriteAllTextAsync(Path.Combine(other.Layout.Bundle, "items.bin"), "other vectors");
        var manifest = Path.Combine(other.Layout.Bundle, BundleManifest.FileName);
        Edit(manifest, text => text.Replace(ContentHash.OfText("vectors"), ContentHash.OfText("other vectors"), StringComparison.Ordinal));
        other.WriteBehaviour();
        other.Verify();
        foreach (var file in Directory.GetFiles(other.Layout.Verify))
            File.Copy(file, At("verify", Path.GetFileName(file)), overwrite: true);
        await Refused(task, 1, "it is another bundle");
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task Gates_that_were_taken_out_of_the_settings(string task)
    {
        await Verified();
        Settings(gates: "{}");
        await Refused(task, 1, "under other gates than verify.gates has now");
    }

    [Fact]
    public async Task Gates_that_were_never_set()
    {
        Settings(gates: "{}");
        await Verified(3);
        await Refused("DockerBuild", 3, "no gates are configured");
        await Refused("DeployK8s", 3, "no gates are configured");
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task Gates_that_were_lowered_after_a_failure(string task)
    {
        _build.Scores(bundle: 0.2, popularity: 0.4);
        await Verified(3);
        Settings(gates: """{ "lead": { "against": "popularity", "at_least": -0.9 } }""");
        await Refused(task, 1, "under other gates than verify.gates has now");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gates_that_were_lowered_after_the_training(bool keys)
    {
        if (keys)
        {
            _build.Environment[SigningKey.Variable] = Keys.Private;
            _build.Environment[VerifyKey.Variable] = Keys.Public;
        }
        _build.Scores(bundle: 0.2, popularity: 0.4);
        await Verified(3);
        Settings(gates: """{ "lead": { "against": "popularity", "at_least": -0.9 } }""");

        var run = await _build.Run("--target=Verify");
        run.Succeeds();
        const string changed = "the gates are not those that were registered when the training began (gate 'lead' was ";
        Assert.Contains($"Verify: pass. {changed}", run.Output, StringComparison.Ordinal);

        _build.Environment["RECSYS__VERIFY__PREREGISTERED"] = "required";
        (await _build.Run("--target=DockerBuild", "--exclusive")).Fails(1, "Refused: ", "under verify.preregistered warn");
        (await _build.Run("--target=DockerBuild")).Fails(4, "Verify: not enough evidence. ", changed, "verify.preregistered is required");

        // Somebody writes the registration of the gates that they would like to have had.
        var statement = At("attestation", RegistrationStatement.FileName);
        var record = ArtifactJson.Read<StepRecord>(At("steps", "train.json"));
        using var other = SigningKey.Parse(Keys.OtherPrivate);
        var verdict = ArtifactJson.Read<Verdict>(At("verify", Verdict.FileName));
        RegistrationStatement.Write(
            Path.GetDirectoryName(statement)!,
            record.Key,
            new RegistrationPredicate { Name = "shop", Gates = verdict.Registration!.Gates, Settings = [] },
            other
        );
        var forged = await _build.Run("--target=Verify");
        if (keys) forged.Fails(4, "no gates were registered when this training began, and verify.preregistered is required");
        else forged.Succeeds(); // without keys whoever can write the artefacts can write this too

        (await _build.Run("--target=Verify", "--force=Train")).Succeeds();
        Assert.Equal(GateRegistration.Same, ArtifactJson.Read<Verdict>(At("verify", Verdict.FileName)).Registration!.Status);
    }

    [Fact]
    public async Task Gates_from_the_environment_are_named_and_a_change_since_the_champion_is_a_warning()
    {
        await Verified();
        Assert.Equal("recsys.json:3", ArtifactJson.Read<Verdict>(At("verify", Verdict.FileName)).Gates.Single().Origin);
        _build.Environment["RECSYS__VERIFY__GATES__LEAD__AT_LEAST"] = "-0.9";

        var run = await _build.Run("--target=Verify");

        run.Succeeds();
        const string origin = "RECSYS__VERIFY__GATES__LEAD__AT_LEAST, recsys.json:3";
        Assert.Equal(origin, ArtifactJson.Read<Verdict>(At("verify", Verdict.FileName)).Gates.Single().Origin);
        var said = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(
            $"Gate 'lead' came from recsys.json:3 for the last bundle that passed, and comes from {origin} now.",
            said,
            StringComparison.Ordinal
        );
        var page = await File.ReadAllTextAsync(At("verify", "report.html"));
        Assert.Contains($"from {origin}", page, StringComparison.Ordinal);
        Assert.Contains("<strong>From elsewhere.</strong>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task A_golden_file_that_was_removed(string task)
    {
        await VerifiedWithGolden();
        File.Delete(_build.Checkout.At("golden.json"));
        await Refused(task, 2, "there is no such file");
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task A_golden_file_that_the_settings_name_no_longer(string task)
    {
        await VerifiedWithGolden();
        Settings();
        await Refused(task, 1, "but the verdict rests on sha256:");
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task A_golden_file_that_demands_less_than_it_did(string task)
    {
        await VerifiedWithGolden();
        _build.Checkout.Write("golden.json", Golden.Replace("\"c\"", "\".\"", StringComparison.Ordinal));
        await Refused(task, 1, "but the verdict rests on sha256:");
    }

    [Theory]
    [InlineData("DockerBuild", "scores.tsv")]
    [InlineData("DeployK8s", "scores.tsv")]
    [InlineData("DockerBuild", "behaviour.json")]
    [InlineData("DeployK8s", "behaviour.json")]
    [InlineData("DockerBuild", "statement.json")]
    [InlineData("DeployK8s", "statement.json")]
    public async Task Evidence_that_was_edited_or_taken_away(string task, string file)
    {
        await Verified();
        Edit(At("verify", file), text => text + " ");
        await Refused(task, 1, file);
        File.Delete(At("verify", file));
        await Refused(task, 1, file);
    }

    private async Task VerifiedWithGolden()
    {
        Settings(golden: "\"golden\": \"golden.json\",");
        _build.Behaviour(golden: ContentHash.OfFile(_build.Checkout.Write("golden.json", Golden)));
        await Verified();
    }
}
