using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Delivery;

/// <summary>
/// <c>releases.json</c>: the counter of what was brought into service from these artefacts. It only grows, so a verdict that another
/// release
/// has replaced is known for what it is: an old one that somebody put back.
/// </summary>
/// <param name="layout">The shop's folders.</param>
public sealed class Releases(ArtifactLayout layout)
{
    public const string FileName = "releases.json";

    private string File => Path.Combine(layout.Root, FileName);

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<Release> All => System.IO.File.Exists(File) ? ArtifactJson.Read<List<Release>>(File) : [];

    /// <summary>A verdict that may be delivered: the last one that was, or one that never was.</summary>
    /// <param name="verdict">Hash of <c>verdict.json</c>.</param>
    /// <exception cref="FaultException">It was delivered before and replaced since; names both releases.</exception>
    public void RequireCurrent(string verdict)
    {
        var all = All;
        if (all.Count == 0 || all[^1].Verdict == verdict || all.LastOrDefault(release => release.Verdict == verdict) is not { } old) return;
        throw new FaultException(
            $"Refused: this verdict was delivered as release {old.Number} ({old.At}) and replaced by release {all[^1].Number} "
                + $"({all[^1].At}): "
                + "an old verdict does not count again. Remedy: run ./build.sh --target=Verify, which judges the bundle against what is in "
                + "production now."
        );
    }

    /// <summary>Adds what is in service from now on; the same image under the same verdict is no new release.</summary>
    public void Add(string verdict, ImageInfo image, DateTimeOffset now)
    {
        var all = All;
        if (all.Count > 0 && all[^1].Verdict == verdict && all[^1].Image == image.Digest) return;
        AtomicFile.Write(
            File,
            ArtifactJson.Serialize<List<Release>>(
                [
                    .. all,
                    new Release
                    {
                        Number = all.Count + 1,
                        Verdict = verdict,
                        Bundle = image.Bundle,
                        Image = image.Digest,
                        At = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    },
                ]
            )
        );
    }
}
