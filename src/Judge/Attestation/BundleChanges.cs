using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Attestation;

/// <summary>How a bundle's files differ from its own manifest.</summary>
public static class BundleChanges
{
    /// <summary>One sentence a difference, each naming the file; empty when the bundle fits its manifest.</summary>
    public static IReadOnlyList<string> Find(string folder)
    {
        BundleManifest manifest;
        try
        {
            manifest = ArtifactJson.Read<BundleManifest>(Path.Combine(folder, BundleManifest.FileName));
        }
        catch (ArtifactException e)
        {
            return [e.Message];
        }
        var changes = new List<string>();
        foreach (var (name, hash) in manifest.Files)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path)) changes.Add($"{name} is missing");
            else if (ContentHash.OfFile(path) != hash) changes.Add($"{name} was changed");
        }
        var extra = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(name => name != BundleManifest.FileName && !manifest.Files.ContainsKey(name)).Order(StringComparer.Ordinal);
        changes.AddRange(extra.Select(name => $"{name} does not belong to it"));
        return changes;
    }
}
