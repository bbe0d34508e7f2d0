using Recsys.Engine.Vectors;

namespace Recsys.Engine;

/// <summary>How the engine opens a bundle and uses the machine; no option changes an answer.</summary>
public sealed record EngineOptions
{
    /// <summary>Threads inside one encoder call. Requests run beside each other, so one is best for a server.</summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>When given, a bundle with any other hash is refused: what passed Verify is what serves.</summary>
    public string? ExpectedHash { get; init; }

    /// <summary>What scans int8 tables, of <see cref="Int8Kernels.Names"/>; null for the fastest. All give the same scores.</summary>
    public string? Kernel { get; init; }
}
