using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Recsys.Build.Tools;

/// <summary>One call of the Model command-line tool.</summary>
public sealed class ModelToolSettings : ToolSettings
{
    /// <summary>sample, ingest, train, tune, prune, quantize or evaluate; null for a tool without verbs.</summary>
    public required string? Verb { get; init; }

    /// <summary>The compiled tool.</summary>
    public required FilePath Assembly { get; init; }

    /// <summary>Options in the order they are passed: <c>--name value</c>.</summary>
    public required IReadOnlyList<(string Name, string Value)> Options { get; init; }
}
