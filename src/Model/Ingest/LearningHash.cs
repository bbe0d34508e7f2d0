using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;

namespace Recsys.Model.Ingest;

/// <summary>A hash over what training reads of a dataset: all events and searches, and id, title, category and price band of the
/// products.</summary>
public static class LearningHash
{
    private static readonly string[] Columns = ["product_id", "title", "category", "price", "description"];
    private const int Read = 3, Price = 3; // of the columns

    /// <param name="folder">The dataset's folder, with its tables written.</param>
    /// <returns><c>sha256:…</c>.</returns>
    public static string Of(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));

        foreach (var table in new[] { Tables.Events, Tables.Searches }) Add($"{table} {ContentHash.OfFile(Path.Combine(folder, table))}");
        // Fields hold no tab once escaped; here a NUL, which no field can hold, stands between them.
        foreach (var row in Tsv.Read(Path.Combine(folder, Tables.Products), Columns))
            Add(string.Join('\0', [.. row.Take(Read), Band(row[Price])]));
        return ContentHash.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Band(string price) =>
        PriceBand.Of(price.Length == 0 ? null : double.Parse(price, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
}
