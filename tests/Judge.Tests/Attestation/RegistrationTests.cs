using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Attestation;
using Recsys.Judge.Registration;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Attestation;

/// <summary>Gates that were chosen before the results, and those that were not.</summary>
public sealed class RegistrationTests : IDisposable
{
    private static readonly string Training = ContentHash.OfText("training");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static VerifySettings Gates(double atLeast = 0.05, string demand = "warn") =>
        Rows.Settings(("lead", new GateSettings { Against = ScoreRow.Popularity, AtLeast = atLeast })) with { Preregistered = demand };

    private static RegistrationPredicate Registered(VerifySettings settings) =>
        new() { Name = "shop", Gates = RegisteredGates.HashOf(settings), Settings = RegisteredGates.Lines(settings) };

    private RegistrationPredicate? Read(string? training = null, string name = "shop", VerifyKey? key = null) =>
        RegistrationStatement.Read(_folder.Root, training ?? Training, name, key);

    [Fact]
    public void Gates_are_the_same_others_or_were_never_registered()
    {
        var same = RegistrationDecision.Of(Gates(), Registered(Gates()));
        Assert.Equal((GateRegistration.Same, same.Gates), (same.Status, same.Registered));
        var none = RegistrationDecision.Of(Gates(), null);
        Assert.Equal((GateRegistration.None, null), (none.Status, none.Registered));
        var other = RegistrationDecision.Of(Gates(-0.9), Registered(Gates()));
        Assert.Equal(GateRegistration.Other, other.Status);
        Assert.Contains("(gate 'lead' was ", other.Reason, StringComparison.Ordinal);
        Assert.Contains("at_least 0.05", other.Reason, StringComparison.Ordinal);
        Assert.Contains(", and is ", other.Reason, StringComparison.Ordinal);
        Assert.Contains(
            "(verify.resamples was 2000, and is 4000)",
            RegistrationDecision.Of(Gates() with { Resamples = 4_000 }, Registered(Gates())).Reason,
            StringComparison.Ordinal
        );
        Assert.All(new[] { same, none, other }, one => Assert.True(RegistrationDecision.IsWhole(one)));
        Assert.Contains("(gate 'lead' is new)", RegistrationDecision.Of(Gates(), Registered(new())).Reason, StringComparison.Ordinal);
        Assert.Contains("(gate 'lead' is gone)", RegistrationDecision.Of(new(), Registered(Gates())).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_gates_are_measured_by_counts_and_the_demand_itself_does_not()
    {
        var hash = RegisteredGates.HashOf(Gates());
        Assert.Equal(hash, RegisteredGates.HashOf(Gates(demand: "required")));
        Assert.NotEqual(hash, RegisteredGates.HashOf(Gates() with { Resamples = 4_000 }));
        Assert.NotEqual(hash, RegisteredGates.HashOf(Gates() with { MaxUsers = 10 }));
        var golden = _folder.Write("golden.json", """{ "cases": [ { "name": "a", "query": "b", "must": [ { "title": "c" } ] } ] }""");
        Assert.NotEqual(hash, RegisteredGates.HashOf(Gates() with { Golden = golden }));
    }

    [Theory]
    [InlineData(Verdict.Pass, "warn", GateRegistration.Other, Verdict.Pass)]
    [InlineData(Verdict.Pass, "required", GateRegistration.Other, Verdict.NotEnoughEvidence)]
    [InlineData(Verdict.Pass, "required", GateRegistration.None, Verdict.NotEnoughEvidence)]
    [InlineData(Verdict.Pass, "required", GateRegistration.Same, Verdict.Pass)]
    [InlineData(Verdict.Fail, "required", GateRegistration.Other, Verdict.Fail)]
    public void Only_a_pass_under_a_demand_is_refused(string outcome, string demand, string status, string wanted)
    {
        var registration = RegistrationDecision.Of(
            Gates(demand: demand),
            status switch
            {
                GateRegistration.None => null,
                GateRegistration.Same => Registered(Gates()),
                _ => Registered(Gates(0.1)),
            }
        );
        Assert.Equal((status, wanted), (registration.Status, RegistrationDecision.Outcome(outcome, registration)));
        var reason = RegistrationDecision.Reason(outcome, registration, "all gates hold");
        if (wanted != outcome) Assert.Contains("verify.preregistered is required. Remedy: ", reason, StringComparison.Ordinal);
        else Assert.EndsWith("all gates hold", reason, StringComparison.Ordinal);
        Assert.Equal(
            wanted != outcome || status == GateRegistration.Other,
            reason.StartsWith(registration.Reason, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_registration_counts_for_its_training_its_shop_and_its_key_alone()
    {
        Assert.Null(Read());
        using var key = SigningKey.Parse(Keys.Private);
        using var verify = VerifyKey.Parse(Keys.Public);
        using var other = VerifyKey.Parse(Keys.OtherPublic);
        RegistrationStatement.Write(_folder.Root, Training, Registered(Gates()), key);
        Assert.Equal(Registered(Gates()).Gates, Read()!.Gates);
        Assert.NotNull(Read(key: verify));
        Assert.Null(Read(key: other));
        Assert.Null(Read(training: ContentHash.OfText("another")));
        Assert.Null(Read(name: "another"));

        // An edit does not fit the envelope, and without the envelope there is no signature.
        var path = _folder.At(RegistrationStatement.FileName);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace("0.05", "0.01", StringComparison.Ordinal));
        Assert.Null(Read());
        File.WriteAllText(path, text);
        File.Delete(_folder.At(RegistrationStatement.SignedName));
        Assert.NotNull(Read());
        Assert.Null(Read(key: verify));
        File.WriteAllText(path, "{}");
        Assert.Null(Read());
    }

    [Fact]
    public void A_new_registration_takes_the_signature_of_the_last_one_away()
    {
        using var key = SigningKey.Parse(Keys.Private);
        RegistrationStatement.Write(_folder.Root, Training, Registered(Gates()), key);
        RegistrationStatement.Write(_folder.Root, Training, Registered(Gates(0.1)), null);
        Assert.False(File.Exists(_folder.At(RegistrationStatement.SignedName)));
        Assert.Equal(Registered(Gates(0.1)).Gates, Read()!.Gates);
    }

    [Theory]
    [InlineData("maybe", GateRegistration.None, false)]
    [InlineData("warn", GateRegistration.Same, false)]
    [InlineData("warn", GateRegistration.Other, false)]
    [InlineData("warn", "unknown", false)]
    [InlineData("warn", GateRegistration.None, true)]
    public void A_record_that_contradicts_itself_is_not_whole(string demand, string status, bool registered) =>
        Assert.False(
            RegistrationDecision.IsWhole(
                RegistrationDecision.Of(Gates(), null) with
                {
                    Demand = demand,
                    Status = status,
                    Registered = registered ? ContentHash.OfText("then") : null,
                }
            )
        );
}
