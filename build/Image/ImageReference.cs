namespace Recsys.Build.Image;

/// <summary>A repository and a tag, <c>[registry[:port]/]path[:tag]</c>.</summary>
/// <param name="Repository">Without the tag.</param>
/// <param name="Tag"><c>latest</c> where none was written.</param>
public sealed record ImageReference(string Repository, string Tag)
{
    /// <summary>Leaves a digest out and splits at the colon after the last slash; an earlier colon belongs to the registry's
    /// port.</summary>
    public static ImageReference Parse(string reference)
    {
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0) reference = reference[..at];
        var colon = reference.LastIndexOf(':');
        return colon > reference.LastIndexOf('/') ? new(reference[..colon], reference[(colon + 1)..]) : new(reference, "latest");
    }

    /// <summary>With registry and path written out, as containerd stores names: <c>docker.io/library/recsys-shop:latest</c>.</summary>
    public string FullName
    {
        get
        {
            var slash = Repository.IndexOf('/', StringComparison.Ordinal);
            var first = slash < 0 ? "" : Repository[..slash];
            if (first == "localhost" || first.AsSpan().ContainsAny('.', ':')) return ToString();
            return slash < 0 ? $"docker.io/library/{this}" : $"docker.io/{this}";
        }
    }

    public override string ToString() => $"{Repository}:{Tag}";
}
