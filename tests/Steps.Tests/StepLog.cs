using System.Collections.Concurrent;

namespace Recsys.Steps.Tests;

/// <summary>Keeps what the steps said.</summary>
internal sealed class StepLog : IStepLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>true: as somebody reads it who asked for nothing more.</summary>
    public bool Quiet { get; set; }

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Information(string text) => _lines.Enqueue(text);

    public void Verbose(string text)
    {
        if (!Quiet) _lines.Enqueue(text);
    }

    public void Warning(string text) => _lines.Enqueue(text);
}
