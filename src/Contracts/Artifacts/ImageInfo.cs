namespace Recsys.Contracts.Artifacts;

/// <summary><c>image/image.json</c>: what <c>image.tar</c> holds, by digest and size.</summary>
public sealed record ImageInfo
{
    public const int CurrentVersion = 1;
    public const string FileName = "image.json", ArchiveName = "image.tar";

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>Repository and tag, e.g. <c>recsys-shop:latest</c>.</summary>
    public required string Reference { get; init; }

    /// <summary><c>amd64</c> or <c>arm64</c>; the system is always linux.</summary>
    public required string Architecture { get; init; }

    /// <summary><c>sha256:…</c> of the image configuration: the image id that Docker shows.</summary>
    public required string Id { get; init; }

    /// <summary><c>sha256:…</c> of the OCI manifest: what a registry calls the digest.</summary>
    public required string Digest { get; init; }

    /// <summary><c>sha256:…</c> over the bundle folder inside (<see cref="ContentHash.OfFolder"/>).</summary>
    public required string Bundle { get; init; }

    /// <summary>Set where the bundle did not pass and was packed all the same; without its time.</summary>
    public VerdictOverride? Override { get; init; }

    /// <summary>From the one that changes least to the one that changes most.</summary>
    public required IReadOnlyList<ImageLayer> Layers { get; init; }

    /// <summary>Bytes of all files, with the bundle.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes of all layers as stored, with the bundle.</summary>
    public required long CompressedSize { get; init; }

    /// <summary>Bytes of all files but the bundle's.</summary>
    public required long SizeWithoutBundle { get; init; }

    /// <summary>Bytes of all layers as stored, without the bundle layer.</summary>
    public required long CompressedSizeWithoutBundle { get; init; }
}

/// <summary>One layer of the image.</summary>
public sealed record ImageLayer
{
    /// <summary>Purposes in the order of the layers.</summary>
    public const string Runtime = "runtime", Server = "server", Bundle = "bundle";

    public required string Purpose { get; init; }

    /// <summary><c>sha256:…</c> of the compressed layer.</summary>
    public required string Digest { get; init; }

    /// <summary><c>sha256:…</c> of the layer before compression.</summary>
    public required string DiffId { get; init; }

    /// <summary>Bytes of the files in it.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes of the layer as stored.</summary>
    public required long CompressedSize { get; init; }
}
