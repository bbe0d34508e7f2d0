using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Metrics;

/// <summary>A product as the judge and its reports need it.</summary>
/// <param name="Id">The shop's id.</param>
/// <param name="Title">May be empty.</param>
/// <param name="Category">Path separated by <c> &gt; </c>; may be empty.</param>
/// <param name="Purchases">Purchases in the train part.</param>
public sealed record CatalogueProduct(string Id, string Title, string Category, long Purchases);

/// <summary>Reads <c>bundle/catalogue.tsv</c>.</summary>
public static class CatalogueFile
{
    /// <summary>The products in the order of their indices.</summary>
    /// <exception cref="ArtifactException">Missing or malformed; names the file and the line.</exception>
    public static IReadOnlyList<CatalogueProduct> Read(string bundleFolder) => ReadFile(Path.Combine(bundleFolder, Tables.Catalogue));

    /// <summary>The same of a file of any name.</summary>
    /// <exception cref="ArtifactException">Missing or malformed; names the file and the line.</exception>
    public static IReadOnlyList<CatalogueProduct> ReadFile(string path) =>
        [.. Tsv.Read(path, Tables.CatalogueColumns).Select((row, i) => new CatalogueProduct(row[0], row[1], row[2],
            long.TryParse(row[4], NumberStyles.None, CultureInfo.InvariantCulture, out var purchases)
                ? purchases
                : throw new ArtifactException($"{path}, line {i + 2}: unusable popularity: '{row[4]}'.", "run Quantize again.")))];
}
