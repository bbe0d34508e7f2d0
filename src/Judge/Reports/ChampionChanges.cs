using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Text;
using Recsys.Judge.Metrics;

namespace Recsys.Judge.Reports;

/// <summary>What is different between the bundle in production and the new one, by their manifests and catalogues.</summary>
/// <param name="Added">Products that only the new one knows.</param>
/// <param name="Removed">Products that only the champion knows.</param>
/// <param name="ChampionSize">Bytes of all its files.</param>
/// <param name="Size">Bytes of all the new one's files.</param>
/// <param name="Facts">What is not the same; what one side does not say is null.</param>
public sealed record ChampionChanges(int Added, int Removed, long ChampionSize, long Size, IReadOnlyList<ChangedFact> Facts)
{
    /// <summary>Compares two bundle folders.</summary>
    public static ChampionChanges Between(string champion, string bundle)
    {
        var (before, now) = (Ids(champion), Ids(bundle));
        var (then, current) = (FactsOf(Manifest(champion)), FactsOf(Manifest(bundle)));
        return new ChampionChanges(
            now.Except(before).Count(),
            before.Except(now).Count(),
            SizeOf(champion),
            SizeOf(bundle),
            [
                .. current
                    .Keys.Concat(then.Keys.Except(current.Keys))
                    .Select(name => new ChangedFact(name, then.GetValueOrDefault(name), current.GetValueOrDefault(name)))
                    .Where(fact => fact.Champion != fact.Bundle),
            ]
        );
    }

    /// <summary>The manifest of a bundle's folder.</summary>
    public static BundleManifest Manifest(string folder) =>
        ArtifactJson.Read<BundleManifest>(Path.Combine(folder, BundleManifest.FileName));

    private static HashSet<string> Ids(string folder) =>
        CatalogueFile.Read(folder).Select(product => product.Id).ToHashSet(StringComparer.Ordinal);

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    // In the order in which they are shown.
    private static OrderedDictionary<string, string> FactsOf(BundleManifest manifest)
    {
        var facts = new OrderedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["products"] = NumberFormat.Count(manifest.Products),
            ["item vectors"] = string.Create(CultureInfo.InvariantCulture, $"{manifest.Encoder.Dimensions} dimensions, {manifest.Tables}"),
            ["user encoder"] = string.Create(CultureInfo.InvariantCulture,
                $"{manifest.Encoder.Blocks} blocks, {manifest.Encoder.Heads} heads, feed-forward {manifest.Encoder.FeedForward}, the "
                    + $"newest {manifest.Encoder.Length} events"
            ),
            ["text features"] = string.Create(CultureInfo.InvariantCulture, $"{manifest.Encoder.TextBuckets} buckets"),
            ["repeats"] = manifest.Repeats ? "recommended" : "left out",
        };
        if (manifest.Search is { } search)
            facts["search"] = string.Create(CultureInfo.InvariantCulture,
                $"{string.Join(", ", search.Weights.Select(Weight))}; learned from {search.LearnedFrom}"
            );
        foreach (var (name, value) in manifest.Card)
            facts[name] = value;
        foreach (var (name, hash) in manifest.Lineage)
            facts[$"{name} (hash)"] = hash;
        return facts;
    }


    private static string Weight(KeyValuePair<string, double> weight) =>
        string.Create(CultureInfo.InvariantCulture, $"{weight.Key} {weight.Value:0.###}");
}

/// <summary>One difference.</summary>
public sealed record ChangedFact(string Name, string? Champion, string? Bundle);
