using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Checks;

/// <summary>Counts the cases of one check and keeps the first that failed.</summary>
public sealed class Tally(string name)
{
    /// <summary>Failures that are told; the rest is counted.</summary>
    public const int Told = 10;

    private readonly List<BehaviourFailure> _failures = [];
    private int _cases, _failed;

    /// <summary>Tries one case; an exception is a failure like any other.</summary>
    /// <param name="name">Of the case, without personal data.</param>
    /// <param name="problem">What does not hold; null when all does.</param>
    /// <param name="query">The query's text, where there is one.</param>
    public void Try(string name, Func<string?> problem, string? query = null)
    {
        string? what;
        try
        {
            what = problem();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            what = $"the engine threw {e.GetType().Name}: {e.Message}";
        }
        _cases++;
        if (what is null) return;
        _failed++;
        if (_failures.Count < Told) _failures.Add(new BehaviourFailure { Case = name, What = what, Query = query });
    }

    public BehaviourCheck Check() => new() { Name = name, Cases = _cases, Failed = _failed, Failures = _failures };
}
