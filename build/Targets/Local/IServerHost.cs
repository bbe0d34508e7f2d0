using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Targets.Local;

/// <summary>A way to run the server on this machine.</summary>
internal interface IServerHost
{
    /// <summary>Starts it and completes the record with what identifies it.</summary>
    DeploymentRecord Start(LocalDeploymentRequest request, DeploymentRecord draft);

    bool IsRunning(DeploymentRecord record);

    /// <summary>Asks it to end, then ends it; does nothing when it has ended already.</summary>
    Task Stop(DeploymentRecord record, CancellationToken cancellation);

    /// <summary>The newest lines of its log.</summary>
    IReadOnlyList<string> Log(DeploymentRecord record, int lines);
}
