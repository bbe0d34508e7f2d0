using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Benchmarks;

/// <summary>Measures one part of the build.</summary>
public interface IBenchmarkSuite
{
    /// <summary>As <c>--suite</c> names it.</summary>
    string Name { get; }

    /// <summary>Measures; deterministic but for times.</summary>
    /// <param name="layout">The shop's artefacts, which are only read.</param>
    /// <param name="clock">For times.</param>
    BenchmarkResult Run(ArtifactLayout layout, TimeProvider clock);
}

/// <summary>One figure beside its limit.</summary>
/// <param name="What">What was measured, in words.</param>
/// <param name="Measured">With its unit.</param>
/// <param name="Limit">In words; empty where there is none.</param>
/// <param name="Holds">Whether the figure is within its limit.</param>
public sealed record Measurement(string What, string Measured, string Limit, bool Holds)
{
    /// <summary>What was decided, in words: whether the figure is within its limit, unless a comparison says more.</summary>
    public string Decision => Decided ?? (Limit.Length == 0 ? "" : Holds ? "holds" : "fails");

    /// <summary>The word where there are more than two, such as "not decided"; null for whether the limit holds.</summary>
    public string? Decided { get; init; }
}

/// <summary>A table with a heading.</summary>
/// <param name="Title">Heading.</param>
/// <param name="About">Paragraphs before the table.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Cells, as many as columns.</param>
public sealed record BenchmarkSection(
    string Title,
    IReadOnlyList<string> About,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows
);

/// <summary>What a suite found.</summary>
/// <param name="About">How it was measured, one paragraph each.</param>
/// <param name="Measurements">In the order of the page.</param>
public sealed record BenchmarkResult(IReadOnlyList<string> About, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>Tables of their own before the measurements.</summary>
    public IReadOnlyList<BenchmarkSection> Sections { get; init; } = [];

    /// <summary>The figures for a terminal.</summary>
    public IEnumerable<string> Lines() =>
        Measurements.Select(one =>
        {
            var decision = one.Holds ? one.Decision : one.Decision.ToUpperInvariant();
            return $"{one.What}: {one.Measured}{(one.Limit.Length == 0 ? "" : $" ({one.Limit}: {decision})")}";
        });
}
