using System.Collections.Concurrent;
using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>The steps that this run came to.</summary>
public sealed class RunJournal
{
    private readonly ConcurrentQueue<RunStep> _steps = new();

    public IReadOnlyList<RunStep> Steps => [.. _steps];

    public void Add(RunStep step) => _steps.Enqueue(step);

    /// <summary>Whether a step's outputs are this run's: it made, restored or confirmed them.</summary>
    public bool Has(string step) => _steps.Any(entry => entry.Step == step && entry.Decision != RunStep.Failed);
}
