using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Delivery;

/// <summary><c>passes.json</c>: the settings and the code under which bundles passed, for the next report to say what changed. Nothing is
/// decided by it.</summary>
/// <param name="layout">The shop's folders.</param>
public sealed class Passes(ArtifactLayout layout)
{
    public const string FileName = "passes.json";

    private const int Kept = 20;

    private string File => Path.Combine(layout.Root, FileName);

    /// <summary>The last of them, the oldest first; none where the file is not readable.</summary>
    public IReadOnlyList<PassedVerdict> All
    {
        get
        {
            try
            {
                return System.IO.File.Exists(File) ? ArtifactJson.Read<List<PassedVerdict>>(File) : [];
            }
            catch (ArtifactException)
            {
                return [];
            }
        }
    }

    /// <summary>Adds one; the oldest are forgotten, but for the last of the champion.</summary>
    /// <param name="pass">What passed now.</param>
    /// <param name="champion">Hash of the bundle in production; null for none.</param>
    public void Add(PassedVerdict pass, string? champion)
    {
        List<PassedVerdict> all = [.. All, pass];
        var current = all.FindLastIndex(one => one.Bundle == champion);
        AtomicFile.Write(
            File,
            ArtifactJson.Serialize<List<PassedVerdict>>([.. all.Where((_, at) => at >= all.Count - Kept || at == current)])
        );
    }
}
