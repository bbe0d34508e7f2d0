using Cake.Core;
using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tasks;
using Recsys.Contracts.Faults;

namespace Recsys.Build;

/// <summary>
/// Before the first task that may write artefacts: what this machine must have for what was asked, and this run's lock on them. Here and
/// not in the global setup, which runs in a dry run too, where a plan needs neither, and is not told of --exclusive.
/// </summary>
public sealed class RunGuard : FrostingTaskSetup<BuildContext>
{
    private bool _checked;

    public override void Setup(BuildContext context, ITaskSetupContext info)
    {
        if (TaskCatalogue.LeavesArtifacts(info.Task.Name)) return;
        try
        {
            context.Trust.RequireSignable(info.Task.Name, context.Chain, context.Layout.Verify);
        }
        catch (SettingsException e)
        {
            context.Outcome.Record(OutcomeKind.SettingsWrong);
            throw new FaultException(e.Message, e);
        }
        if (!_checked) Preflight.CheckMachine(context, context.Chain);
        _checked = true;
        context.Pipeline.Begin();
    }
}
