namespace Recsys.Build.Image;

/// <summary>Everything the bytes of an image archive depend on.</summary>
public sealed record ImageSpec
{
    public required ImageReference Reference { get; init; }

    /// <summary><c>amd64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>User and group id of the process.</summary>
    public required int User { get; init; }

    public required string Entrypoint { get; init; }

    public required string WorkingDirectory { get; init; }

    public required IReadOnlyList<int> Ports { get; init; }

    public SortedDictionary<string, string> Environment { get; init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Labels { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Of the manifest: what a registry shows without the configuration.</summary>
    public SortedDictionary<string, string> Annotations { get; init; } = new(StringComparer.Ordinal);

    /// <summary>From the one that changes least to the one that changes most.</summary>
    public required IReadOnlyList<Layer> Layers { get; init; }

    /// <summary>Creation time and modification time of everything inside: fixed, so that equal content is equal bytes.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.UnixEpoch;
}
