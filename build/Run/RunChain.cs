namespace Recsys.Build.Run;

/// <summary>The tasks that a run is about to carry out, and what the steps among them ask for.</summary>
/// <param name="Tasks">Names of the tasks that the target depends on and its own, in order; with <c>--exclusive</c> only the last one
/// runs.</param>
/// <param name="Known">Every step there is.</param>
public sealed record RunChain(IReadOnlyCollection<string> Tasks, IReadOnlyList<IPipelineStep> Known)
{
    public static RunChain None { get; } = new([], []);

    /// <summary>The steps that are about to run.</summary>
    public IEnumerable<IPipelineStep> Steps => Known.Where(step => Tasks.Contains(step.Name));

    /// <summary>Names of the tasks that refuse without a verdict.</summary>
    public IEnumerable<string> Refusing => Known.Where(step => step.VerdictUse == VerdictUse.Needs).Select(step => step.Name);

    /// <summary>Whether one of them refuses without a verdict.</summary>
    public bool NeedsVerdict => Steps.Any(step => step.VerdictUse == VerdictUse.Needs);

    /// <summary>Whether one of them reaches a verdict or refuses without one.</summary>
    public bool UsesVerdict => Steps.Any(step => step.VerdictUse != VerdictUse.None);

    /// <summary>Whether one of them sees the keys.</summary>
    public bool HoldsSecrets => Steps.Any(step => step.HoldsSecrets);
}
