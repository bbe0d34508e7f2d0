using Cake.Core;
using Cake.Frosting;
using Recsys.Build.Arguments;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tasks;
using Recsys.Build.Tools;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;
using Recsys.Judge.Gates;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build;

/// <summary>Before the first task: the settings, whole and checked, and whether what they name is there.</summary>
public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    public override void Setup(BuildContext context, ISetupContext info)
    {
        context.Chain = new RunChain([.. info.TasksToExecute.Select(task => task.Name)], PipelineSteps.All);
        try
        {
            // A misspelt --target lists the targets instead of running one: it must not pass for a success.
            SettingsArguments.RequireKnown(context.Arguments);
            context.Trust = Trust.Read(System.Environment.GetEnvironmentVariable, context.Arguments, context.Chain);
            // Nothing that the build starts, and least of all the server, inherits the private key.
            System.Environment.SetEnvironmentVariable(SigningKey.Variable, null);
            // It speaks of this checkout at this moment: not to what the build starts, another build among it.
            var compiled = System.Environment.GetEnvironmentVariable(CompiledOutput.Variable) is { Length: > 0 };
            System.Environment.SetEnvironmentVariable(CompiledOutput.Variable, null);
            if (context.Chain.Tasks.All(TaskCatalogue.NeedsNoSettings)) return;
            var cache = CacheSettings.Read(System.Environment.GetEnvironmentVariable, SettingsArguments.CallerDirectory(context.Root));
            var settings = SettingsLoader.Resolve(SettingsArguments.Request(context.Arguments, context.Root), GateVocabulary.Words);
            context.Use(
                settings with { Settings = GoldenSource.Applying(settings.Settings, context.Chain, context.Log) },
                RunArguments.Read(context.Arguments, PipelineSteps.Recorded),
                cache
            );
            if (compiled) ModelBuild.Adopt(context.Root, context.Hashes);
            // A gate that cannot be decided is a mistake to hear of now, not after the training.
            GateRules.Read(context.Settings.Verify);
        }
        catch (SettingsException e)
        {
            context.Outcome.Record(OutcomeKind.SettingsWrong);
            throw new FaultException($"The settings are wrong:{System.Environment.NewLine}{e.Message}", e);
        }
        // An interruption exits from a signal handler: no teardown comes then.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => context.Pipeline.Dispose();
        Preflight.Check(context, context.Chain);
    }

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        if (!context.IsLoaded) return;
        context.Pipeline.End(context.Outcome.Kind switch
        {
            OutcomeKind.VerifyFailed => RunRecord.VerifyFailed,
            OutcomeKind.NotEnoughEvidence => RunRecord.NotEnoughEvidence,
            OutcomeKind.Reverted => RunRecord.Reverted,
            OutcomeKind.Interrupted => RunRecord.Interrupted,
            _ => info.Successful ? RunRecord.Done : RunRecord.Failed,
        }, info.ThrownException?.Message);
    }
}
