using Cake.Core.Diagnostics;
using Cake.Core.Scripting;

namespace Cake.Frosting;

/// <summary>The tasks and lifetimes of one build, handed to the engine through one of Cake's script hosts.</summary>
internal sealed class BuildRun(
    ScriptHost host,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup? setup = null,
    IFrostingTeardown? teardown = null,
    IFrostingTaskSetup? taskSetup = null,
    IFrostingTaskTeardown? taskTeardown = null)
{
    public async Task RunAsync(HostOptions options)
    {
        if (options.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        foreach (var task in tasks)
        {
            if (task.FitsContext(context, log))
            {
                host.Register(task, context);
            }
        }

        RegisterLifetimes();
        if (!options.Tree && !options.Description)
        {
            KnownTargets.Check(options.TargetsOrDefault, host.Tasks);
        }

        await host.RunTargetsAsync(options.TargetsOrDefault);
    }

    private void RegisterLifetimes()
    {
        if (setup is not null)
        {
            host.Setup(info => setup.Setup(context, info));
        }

        if (teardown is not null)
        {
            host.Teardown(info => teardown.Teardown(context, info));
        }

        if (taskSetup is not null)
        {
            host.TaskSetup(info => taskSetup.Setup(context, info));
        }

        if (taskTeardown is not null)
        {
            host.TaskTeardown(info => taskTeardown.Teardown(context, info));
        }
    }
}
