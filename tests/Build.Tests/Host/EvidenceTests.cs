using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Attestation;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Build.Tests.Host;

/// <summary>Signatures and overrides on the command line, from Verify to the image.</summary>
public sealed class EvidenceTests : IDisposable
{
    private const string Override = "--override-verdict=agreed with the shop until Monday";
    private readonly BuildProcess _build = new();

    public void Dispose() => _build.Dispose();

    private string At(string name) => Path.Combine(_build.Layout.Verify, name);

    private void Set(string? signing = null, string? verifying = null)
    {
        _build.Environment[SigningKey.Variable] = signing ?? "";
        _build.Environment[VerifyKey.Variable] = verifying ?? "";
    }

    [Fact]
    public async Task A_signed_verdict_is_delivered_under_its_key_and_refused_under_another()
    {
        Set(Keys.Private, Keys.Public);
        (await _build.Run("--target=DockerBuild")).Succeeds();
        Set(verifying: Keys.Public);
        (await _build.Run("--target=DockerBuild", "--exclusive")).Succeeds();
        // A signature that is there is no reason to judge again where nobody can sign.
        (await _build.Run("--target=DockerBuild")).Succeeds();
        Assert.Single(_build.Calls, call => call.Contains(" evaluate ", StringComparison.Ordinal));
        Set(verifying: Keys.OtherPublic);
        (await _build.Run("--target=DockerBuild", "--exclusive")).Fails(1, "Refused: ", "no valid signature of the key");
        Set(verifying: Keys.Public);
        File.Delete(At(VerdictStatement.SignedName));
        (await _build.Run("--target=DockerBuild", "--exclusive")).Fails(1, "Refused: ", "is not signed");
        (await _build.Run("--target=DockerBuild")).Fails(2, "RECSYS_VERIFY_KEY", "Verify has no key to sign with");
    }

    [Fact]
    public async Task The_private_key_reaches_no_tool_no_log_and_no_file()
    {
        Set(Keys.Private);
        var run = await _build.RunAlone("--target=DockerBuild", "--verbosity=diagnostic");
        run.Succeeds();
        var secret = Keys.Private.Split('\n')[1];
        Assert.DoesNotContain(SigningKey.Variable, _build.ToolEnvironment);
        Assert.Contains("PATH=", _build.ToolEnvironment);
        Assert.DoesNotContain(secret, run.Output + run.Error);
        Assert.All(
            Directory.GetFiles(_build.Checkout.Root, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(secret, File.ReadAllText(file))
        );
        Assert.True(File.Exists(At(VerdictStatement.SignedName)));
    }

    [Fact]
    public async Task A_key_that_is_none_is_2_before_anything_runs()
    {
        Set(signing: "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----");
        var run = await _build.Run("--target=Verify");
        run.Fails(2, "RECSYS_SIGNING_KEY: it is not a PEM key that can be read. Remedy: ");
        Assert.DoesNotContain("c2VjcmV0", run.Output + run.Error);
        Assert.Empty(_build.Calls);
    }

    [Fact]
    public async Task A_failed_verdict_ships_only_under_an_override_and_says_so_everywhere()
    {
        _build.Scores(bundle: 0.2, popularity: 0.4);
        (await _build.Run("--target=DockerBuild")).Fails(3, "Verify: fail. ");
        var run = await _build.Run("--target=DockerBuild", Override);
        run.Succeeds();
        Assert.Contains("Verify: fail. gate 'lead' failed", run.Output + run.Error);
        Assert.Contains("OVERRIDDEN: the verdict is FAIL", run.Output + run.Error);
        Assert.Single(_build.Calls, call => call.Contains(" evaluate ", StringComparison.Ordinal));
        var record = ArtifactJson.Read<RunRecord>(Path.Combine(_build.Layout.Root, RunRecord.FileName));
        Assert.Equal(
            (RunRecord.Done, Verdict.Fail, "agreed with the shop until Monday"),
            (record.Outcome, record.Verdict, record.Override?.Reason)
        );
        var history = await _build.Run("--target=History");
        Assert.Contains("overridden", history.Output);
        Assert.Contains("FAIL was overridden by", history.Output);

        // The record of the override is no leave by itself.
        (await _build.Run("--target=DockerBuild", "--exclusive")).Fails(3, "Refused: ", "gate 'lead' failed");
        (await _build.Run("--target=DockerBuild", "--exclusive", Override)).Succeeds();
        (await _build.Run("--target=DockerBuild")).Fails(3, "Verify: fail. ");
    }

    [Fact]
    public async Task Too_little_evidence_can_be_overridden_too()
    {
        _build.Scores(bundle: 0.4, popularity: 0.36);
        var run = await _build.Run("--target=DockerBuild", Override);
        run.Succeeds();
        Assert.Contains("OVERRIDDEN: the verdict is NOT ENOUGH EVIDENCE", run.Output + run.Error);
    }

    [Theory]
    [InlineData("--target=DockerBuild", "--override-verdict= ", "it needs a reason")]
    [InlineData("--target=DockerBuild", "--override-verdict", "it needs a reason")]
    [InlineData("--target=DockerBuild", "--override-verdict=because", "it needs a reason")]
    [InlineData("--target=Verify", Override, "nothing that was asked for checks the verdict")]
    public async Task An_override_without_a_reason_or_anything_to_override_is_2(string target, string given, string part)
    {
        (await _build.Run(target, given)).Fails(2, part, "Remedy: ");
        Assert.Empty(_build.Calls);
    }

    [Fact]
    public async Task An_empty_reason_is_a_command_line_that_cannot_be_read()
    {
        Assert.Equal(255, (await _build.Run("--target=DockerBuild", "--override-verdict=")).Code);
        Assert.Empty(_build.Calls);
    }

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    public async Task Without_a_verdict_no_exclusive_task_delivers_and_no_override_helps(string task)
    {
        _build.Checkout.Write(
            "recsys.json",
            $$"""
            {
              "name": "shop",
              "verify": { "gates": {{Checkout.Gate}} },
              "image": { "reference": "registry.example/shop:1" },
              "deploy": { "target": "kubernetes", "context": "kind" }
            }
            """
        );
        _build.Environment["KUBECONFIG"] = _build.Checkout.Write(
            "kubeconfig",
            """
            apiVersion: v1
            kind: Config
            clusters: [{ name: kind, cluster: { server: "http://127.0.0.1:9" } }]
            users: [{ name: kind, user: { token: none } }]
            contexts: [{ name: kind, context: { cluster: kind, user: kind } }]
            """
        );
        (await _build.Run($"--target={task}", "--exclusive")).Fails(
            1,
            "Refused: ",
            "this bundle was never judged",
            "Remedy: run ./build.sh --target=Verify"
        );
        (await _build.Run($"--target={task}", "--exclusive", Override)).Fails(1, "Refused: ", "this bundle was never judged");
        Assert.Empty(_build.Calls);
    }

    [Fact]
    public async Task A_behaviour_that_fails_is_3_and_named()
    {
        _build.Behaviour(report =>
            report with
            {
                Checks =
                [
                    .. report.Checks.Select(check =>
                        check.Name == BehaviourCheck.QueryForms
                            ? check with
                            {
                                Failed = 1,
                                Failures =
                                [
                                    new BehaviourFailure
                                    {
                                        Case = "query 3 of the log, sorted",
                                        What = "in capitals: another product at rank 1",
                                    },
                                ],
                            }
                            : check
                    ),
                ],
            }
        );
        (await _build.Run("--target=DockerBuild")).Fails(
            3,
            "Verify: fail. the behaviour 'query_forms' fails in 1 of 20 cases: query 3 of the log, sorted: in capitals",
            "Remedy: "
        );
    }

    [Fact]
    public async Task A_golden_file_that_is_missing_is_2_before_and_after_the_verdict()
    {
        _build.Checkout.Write(
            "recsys.json",
            $$"""{ "name": "shop", "verify": { "golden": "golden.json", "gates": {{Checkout.Gate}} } }"""
        );
        (await _build.Run("--target=Verify")).Fails(2, "golden.json: verify.golden: there is no such file", "Remedy: ");
        Assert.Empty(_build.Calls);

        var path = _build.Checkout.Write("golden.json", """{ "cases": [ { "name": "a", "query": "b", "must": [ { "title": "c" } ] } ] }""");
        _build.Behaviour(golden: ContentHash.OfFile(path));
        (await _build.Run("--target=DockerBuild")).Succeeds();
        File.Delete(path);
        (await _build.Run("--target=DockerBuild", "--exclusive")).Fails(
            2,
            "there is no such file, and golden queries are never left out in silence"
        );
        (await _build.Run("--target=Undeploy")).Succeeds();
        _build.Checkout.Write("recsys.json", $$"""{ "name": "shop", "verify": { "gates": {{Checkout.Gate}} } }""");
        (await _build.Run("--target=DockerBuild", "--exclusive")).Fails(1, "Refused: ", "but the verdict rests on sha256:");
        (await _build.Run("--target=DockerBuild", "--exclusive", Override)).Fails(1, "Refused: ", "but the verdict rests on sha256:");
    }

    [Fact]
    public async Task Golden_queries_of_the_sample_are_not_asked_of_a_shop_s_own_tables_and_the_run_says_so()
    {
        _build.Checkout.Write(
            "recsys.json",
            $$"""{ "name": "shop", "data": { "source": "tables" }, "verify": { "golden": "golden.json", "gates": {{Checkout.Gate}} } }"""
        );
        _build.Checkout.Write("events.csv", "");
        _build.Checkout.Write("products.csv", "");
        _build.Checkout.Write(
            "golden.json",
            """{ "source": "sample", "cases": [ { "name": "a", "query": "b", "must": [ { "title": "c" } ] } ] }"""
        );
        var run = await _build.Run("--target=Verify");
        run.Succeeds();
        Assert.Contains("is about data.source sample, and this run's is tables: its golden queries are not asked", run.Output + run.Error);
        Assert.Null(ArtifactJson.Read<Verdict>(At(Verdict.FileName)).Golden);
    }

    [Fact]
    public async Task No_gates_stay_closed_and_only_an_override_opens()
    {
        _build.Checkout.Write("recsys.json", """{ "name": "shop" }""");
        (await _build.Run("--target=DockerBuild")).Fails(3, "no gates are configured");
        (await _build.Run("--target=DockerBuild", Override)).Succeeds();
    }
}
