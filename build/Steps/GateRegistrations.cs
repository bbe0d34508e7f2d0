using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Attestation;
using Recsys.Judge.Registration;
using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>The gates are registered before a training begins, so that nobody chooses them after its results.</summary>
internal static class GateRegistrations
{
    /// <summary>Registers the gates as they are now for a training that is about to begin or to be restored here.</summary>
    /// <param name="context">Of the run.</param>
    /// <param name="training">Key of the training.</param>
    public static void Write(BuildContext context, string training) =>
        RegistrationStatement.Write(
            context.Layout.Attestation,
            training,
            new RegistrationPredicate
            {
                Name = context.Settings.Name,
                Gates = RegisteredGates.HashOf(context.Settings.Verify),
                Settings = RegisteredGates.Lines(context.Settings.Verify),
            },
            context.Trust.SigningKey
        );

    /// <summary>What is registered of the training that lies here.</summary>
    public static GateRegistration Of(BuildContext context) => RegistrationDecision.Of(context.Settings.Verify, Registered(context));

    private static RegistrationPredicate? Registered(BuildContext context)
    {
        try
        {
            var record = context.Layout.StepRecord(ModelVerb.Train.Name);
            if (!File.Exists(record)) return null;
            var training = ArtifactJson.Read<StepRecord>(record).Key;
            return RegistrationStatement.Read(context.Layout.Attestation, training, context.Settings.Name, context.Trust.VerifyKey);
        }
        catch (ArtifactException)
        {
            return null;
        }
    }
}
