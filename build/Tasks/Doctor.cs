using Cake.Frosting;
using Recsys.Build.Arguments;
using Recsys.Build.Machine;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Targets;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Tasks;

/// <summary>Looks over the machine before a run does, and says what to do; changes nothing.</summary>
[TaskName(nameof(Doctor))]
[TaskDescription("Checks this machine for what a run will need, and says what to do.")]
[LeavesArtifacts]
public sealed class Doctor : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var surroundings = await DeployTargets.Of(context.Settings.Deploy).Examine(context.Shop());
        var findings = Checkup.Of(context, context.Settings, context.Layout, new Meter(), surroundings);
        foreach (var line in findings.SelectMany(CheckupText.Of)) context.Say(line);
        var unfit = findings.Where(finding => finding.Fitness == Fitness.Unfit).ToArray();
        if (unfit.Length > 0)
            throw new FaultException(
                $"{string.Join(", ", unfit.Select(finding => finding.Part))}: a run would fail here. Remedy: what is marked 'do' above."
            );
        context.Say($"Ready for ./build.sh --target={nameof(Deploy)}{SettingsArguments.ChoosingShop(context.Arguments)}");
    }
}
