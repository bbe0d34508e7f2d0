using System.Globalization;
using k8s.Models;

namespace Recsys.Build.Targets.Kubernetes;

/// <summary>Where a rollout stands.</summary>
/// <param name="Complete">Every replica runs the new template and is available, no old one is left.</param>
/// <param name="Failed">The cluster gave up: no progress within the deadline.</param>
/// <param name="Summary">Counts and conditions in one line.</param>
public sealed record RolloutStatus(bool Complete, bool Failed, string Summary)
{
    /// <summary>Reads a Deployment's status; counts of an older generation do not count.</summary>
    public static RolloutStatus Of(V1Deployment deployment)
    {
        var status = deployment.Status ?? new();
        var wanted = deployment.Spec?.Replicas ?? 1;
        var updated = status.UpdatedReplicas ?? 0;
        var available = status.AvailableReplicas ?? 0;
        var total = status.Replicas ?? 0;
        var observed = (status.ObservedGeneration ?? 0) >= (deployment.Metadata?.Generation ?? 0);
        var conditions = status.Conditions ?? [];
        var failed =
            observed
            && conditions.Any(condition => condition is { Type: "Progressing", Status: "False", Reason: "ProgressDeadlineExceeded" });
        var words = conditions
            .OrderBy(condition => condition.Type, StringComparer.Ordinal)
            .Select(condition => $"; {condition.Type}={condition.Status} {condition.Reason}: {condition.Message}");
        return new(
            observed && updated >= wanted && total <= updated && available >= wanted,
            failed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{updated} of {wanted} replicas updated, {available} available, {total - updated} old{string.Concat(words)}"
            )
        );
    }
}
