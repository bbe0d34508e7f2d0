using Recsys.Build.Kubernetes;
using Recsys.Build.Local;
using Recsys.Build.Tasks;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Pipeline;

/// <summary>What can be known to go wrong is said before anything slow begins.</summary>
public static class Preflight
{
    /// <param name="tasks">Names of the tasks about to run.</param>
    /// <exception cref="FaultException">The machine cannot do what was asked; says what to do.</exception>
    public static void Check(BuildContext context, IReadOnlyCollection<string> tasks)
    {
        if (tasks.Contains(nameof(DockerBuild)) && !OperatingSystem.IsLinux())
            throw new FaultException(
                $"The image is made of this machine's own Linux libraries, and this is {Environment.OSVersion.Platform}. "
                    + "Remedy: run the same line inside WSL (wsl ./build.sh --target=Deploy) or in a Linux container with the .NET SDK. "
                    + "Everything up to Verify runs here."
            );
        if (tasks.Contains(nameof(Tasks.Verify)))
            _ = Champion.Folder(context.Settings, context.Layout);
        if (!tasks.Contains(nameof(Deploy)) && !tasks.Contains(nameof(DeployK8s)))
            return;
        var deploy = context.Settings.Deploy;
        if (deploy.Target == "kubernetes") _ = new KubeContext(context.Environment).Load(deploy.Context);
        else if (context.IsNamed(nameof(DeployK8s)))
            throw new FaultException(
                $"DeployK8s needs a cluster, but deploy.target is {deploy.Target}. Remedy: set deploy.target to kubernetes and "
                    + $"deploy.context to the cluster's context in an overlay such as recsys.production.json, and choose it with "
                    + $"RECSYS_ENVIRONMENT=production."
            );
        else
            RequireFreePorts(deploy, DeploymentFile.Read(context.Layout.Deploy));
    }

    /// <summary>Ports that this shop's own deployment holds will be its again.</summary>
    /// <exception cref="FaultException">Something else holds one.</exception>
    public static void RequireFreePorts(DeploySettings deploy, DeploymentRecord? running)
    {
        var ports = new PortCheck(new ProcessTable());
        foreach (var (port, setting) in new[] { (deploy.Port, "deploy.port"), (deploy.ManagementPort, "deploy.management_port") })
            if (running is null || (port != running.Port && port != running.ManagementPort)) ports.RequireFree(port, setting);
    }
}
