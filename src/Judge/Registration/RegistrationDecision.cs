using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;

namespace Recsys.Judge.Registration;

/// <summary>Whether gates were chosen before the results could be known, and what follows where they were not.</summary>
public static class RegistrationDecision
{
    private const string Again =
        "Remedy: ./build.sh --target=Verify --force=Train registers these gates and trains anew, or take the gates back to what was "
        + "registered, or set verify.preregistered to " + GateRegistration.Warn + ".";

    /// <summary>Compares the gates with what was registered.</summary>
    /// <param name="settings">The gates now.</param>
    /// <param name="registered">Of this training; null where there is nothing that counts.</param>
    public static GateRegistration Of(VerifySettings settings, RegistrationPredicate? registered)
    {
        var now = RegisteredGates.HashOf(settings);
        var status = registered is null ? GateRegistration.None : registered.Gates == now ? GateRegistration.Same : GateRegistration.Other;
        return new()
        {
            Demand = settings.Preregistered,
            Status = status,
            Gates = now,
            Registered = registered?.Gates,
            Reason = status switch
            {
                GateRegistration.Same => "the gates are those that were registered when the training began",
                GateRegistration.None => "no gates were registered when this training began",
                _ => $"the gates are not those that were registered when the training began{Difference(settings, registered!)}",
            },
        };
    }

    /// <summary>A pass is not enough evidence where <c>verify.preregistered</c> demands what is not there; anything else stays.</summary>
    public static string Outcome(string outcome, GateRegistration? registration) =>
        outcome == Verdict.Pass && Refuses(registration) ? Verdict.NotEnoughEvidence : outcome;

    /// <summary>The reason with what has to be known of the gates: before it where they were changed, in its place where that
    /// decides.</summary>
    public static string Reason(string outcome, GateRegistration? registration, string reason)
    {
        if (Outcome(outcome, registration) != outcome)
            return $"{registration!.Reason}, and verify.preregistered is {GateRegistration.Required}. {Again}";
        return registration?.Status == GateRegistration.Other ? $"{registration.Reason}; {reason}" : reason;
    }

    /// <summary>Whether the record is in itself right.</summary>
    public static bool IsWhole(GateRegistration? registration) =>
        registration is null
        || registration
            is { Demand: GateRegistration.Warn or GateRegistration.Required, Gates: not null } and (
                { Status: GateRegistration.None, Registered: null }
                or { Status: GateRegistration.Same or GateRegistration.Other, Registered: not null }
            )
            && (registration.Status == GateRegistration.Same) == (registration.Registered == registration.Gates);

    private static bool Refuses(GateRegistration? registration) =>
        registration is { Demand: GateRegistration.Required, Status: not GateRegistration.Same };

    private static string Difference(VerifySettings settings, RegistrationPredicate registered)
    {
        var (then, now) = (registered.Settings, RegisteredGates.Lines(settings));
        foreach (var name in then.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (then.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (before == after) continue;
            return after is null ? $" ({name} is gone)"
                : before is null ? $" ({name} is new)"
                : $" ({name} was {before}, and is {after})";
        }
        return "";
    }
}
