using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Image;

/// <summary>An override as labels and annotations, so that an image or a pod says by itself what it is.</summary>
public static class OverrideLabels
{
    /// <summary>Nothing for a bundle that passed.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(VerdictOverride? made)
    {
        if (made is null) yield break;
        yield return new("recsys.override", made.Reason);
        if (made.At is { } at) yield return new("recsys.override.at", at);
        yield return new("recsys.override.by", made.By);
        yield return new("recsys.verdict", made.Outcome);
    }
}
