using Cake.Core;
using Recsys.Build.Machine;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Build.Delivery;

/// <summary>A place where the verified image can serve. The settings choose one by name.</summary>
public interface IDeployTarget
{
    /// <summary>As <c>deploy.target</c> names it.</summary>
    string Name { get; }

    /// <summary>Whether it is a cluster, which DeployK8s rolls out to; Deploy itself brings the image to any other.</summary>
    bool IsCluster { get; }

    /// <summary>Whether it is better off with a Docker engine on this machine.</summary>
    bool WantsEngine { get; }

    /// <summary>Says whether the settings name a place that is there, before anything begins; a plan is refused too where not.</summary>
    /// <exception cref="Recsys.Contracts.Faults.FaultException">There is no such place; says what to do.</exception>
    void Preflight(DeployedShop shop);

    /// <summary>Says what this machine lacks now for deploying there, before anything slow begins.</summary>
    /// <exception cref="Recsys.Contracts.Faults.FaultException">Deploying there would fail; says what to do.</exception>
    void RequireMachine(DeployedShop shop);

    /// <summary>Looks over what a deployment meets there, changing nothing.</summary>
    Task<IReadOnlyList<Finding>> Examine(DeployedShop shop);

    /// <summary>Makes an image the one that serves, and waits until it does.</summary>
    /// <exception cref="Recsys.Contracts.Faults.FaultException">It does not serve; says why and what to do.</exception>
    Task<DeployReport> Deploy(DeployedShop shop, DeployRequest request);

    /// <summary>Stops what Deploy started.</summary>
    /// <returns>What was done, for the log.</returns>
    Task<string> Undeploy(DeployedShop shop);
}

/// <summary>The shop that is deployed, and what a target works with.</summary>
/// <param name="Settings">Of the shop.</param>
/// <param name="Layout">Its artefacts.</param>
/// <param name="Cake">Files, environment, processes, tools and log.</param>
/// <param name="Clock">For waiting.</param>
public sealed record DeployedShop(RecsysSettings Settings, ArtifactLayout Layout, ICakeContext Cake, TimeProvider Clock);

/// <summary>What to deploy.</summary>
/// <param name="Image">Holds the verified bundle.</param>
/// <param name="Override">Under which the bundle is shipped; null when it passed.</param>
/// <param name="StopCommand">The command line that undoes it.</param>
public sealed record DeployRequest(ImageInfo Image, VerdictOverride? Override, string StopCommand);

/// <summary>A deployment that serves.</summary>
/// <param name="Shown">Where it serves and what it answered, line by line.</param>
/// <param name="Last">The line to end with.</param>
public sealed record DeployReport(IReadOnlyList<string> Shown, string Last);
