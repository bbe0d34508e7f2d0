using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Build.Tests.Run;

/// <summary>What keys and an override mean for the tasks that were asked for.</summary>
public sealed class TrustTests
{
    private const string Reason = "agreed with the shop until Monday";
    private static readonly string[] Chain = ["Sample", "Ingest", "Train", "Prune", "Quantize", "Verify", "DockerBuild"];

    private static Trust Read(string[] tasks, string? reason = null, string? signing = null, string? verifying = null) =>
        Trust.Read(name => name switch { SigningKey.Variable => signing, VerifyKey.Variable => verifying, _ => null },
            reason is null ? Checkout.Arguments() : Checkout.Arguments((Trust.OverrideName, reason)), Of(tasks));

    private static RunChain Of(params string[] tasks) => new(tasks, PipelineSteps.All);

    private static void Wrong(string part, Action read)
    {
        var mistake = Assert.Single(Assert.Throws<SettingsException>(read).Mistakes);
        Assert.Contains(part, mistake.ToString());
        Assert.Contains("Remedy: ", mistake.Message);
    }

    [Fact]
    public void Nothing_given_is_nothing() => Assert.Equal(Trust.None, Read(Chain));

    [Theory]
    [InlineData("DockerBuild")]
    [InlineData("DeployK8s")]
    [InlineData("Deploy")]
    public void A_reason_is_taken_by_every_task_that_checks_the_verdict(string task) =>
        Assert.Equal(Reason, Read([task], $"  {Reason} ").Override);

    [Theory]
    [InlineData("Verify")]
    [InlineData("Train")]
    [InlineData("Default")]
    public void An_override_without_anything_to_override_is_a_mistake(string task) =>
        Wrong("--override-verdict: nothing that was asked for checks the verdict", () => Read([task], Reason));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("true")]
    [InlineData("because")]
    [InlineData("..........!!!!!!!!!!")]
    [InlineData("试一下")]
    [InlineData("a reason\nof two lines")]
    public void An_override_needs_a_reason_that_says_something(string reason) =>
        Wrong("--override-verdict: it needs a reason", () => Read(Chain, reason));

    [Fact]
    public void A_reason_has_an_end() => Wrong("at most 300 characters", () => Read(Chain, new string('x', 301)));

    [Fact]
    public void A_short_Chinese_reason_says_enough() => Assert.Equal("商家同意试用", Read(Chain, "商家同意试用").Override);

    [Fact]
    public void Tasks_that_neither_sign_nor_check_read_no_key() =>
        Assert.Equal(Trust.None, Read(["Ingest"], signing: "broken", verifying: "broken"));

    [Fact]
    public void Keys_that_are_none_are_mistakes_of_their_variables()
    {
        Wrong("RECSYS_SIGNING_KEY: it is not a PEM key", () => Read(Chain, signing: "broken"));
        Wrong("RECSYS_VERIFY_KEY: it is not a PEM key", () => Read(["DeployK8s"], verifying: "broken"));
    }

    [Fact]
    public void Keys_that_do_not_belong_together_are_a_mistake()
    {
        Wrong(
            "it is not the key whose signature RECSYS_VERIFY_KEY demands",
            () => Read(Chain, signing: Keys.Private, verifying: Keys.OtherPublic)
        );
        Assert.NotNull(Read(Chain, signing: Keys.Private, verifying: Keys.Public).SigningKey);
    }

    [Fact]
    public void Where_signatures_are_demanded_an_override_has_to_be_signed_too()
    {
        Wrong("an override has to be signed too", () => Read(["DeployK8s"], Reason, verifying: Keys.Public));
        Wrong("it is not the key whose signature", () => Read(["DeployK8s"], Reason, Keys.OtherPrivate, Keys.Public));
        Assert.Equal(Reason, Read(["DeployK8s"], Reason, Keys.Private, Keys.Public).Override);
    }

    [Fact]
    public void A_demanded_signature_that_nobody_can_make_is_said_before_the_work()
    {
        using var folder = new TemporaryFolder();
        var trust = Read(Chain, verifying: Keys.Public);
        foreach (var task in new[] { "Sample", "Train", "Verify" })
            Wrong("Verify has no key to sign with", () => trust.RequireSignable(task, Of(Chain), folder.Root));
        trust.RequireSignable("DockerBuild", Of(Chain), folder.Root);
        trust.RequireSignable("Verify", Of("Sample", "Verify"), folder.Root);
        Read(Chain, signing: Keys.Private, verifying: Keys.Public).RequireSignable("Sample", Of(Chain), folder.Root);
        folder.Write(VerdictStatement.SignedName, "{}");
        trust.RequireSignable("Sample", Of(Chain), folder.Root);
    }
}
