using System.Globalization;
using System.Text.Json;
using Recsys.Judge.Reports;

namespace Recsys.Build.Targets.Local;

/// <summary>A ranked product of an answer.</summary>
/// <param name="Id">As the shop writes it.</param>
/// <param name="Title">The product's title.</param>
/// <param name="Category">Path separated by <c> &gt; </c>.</param>
/// <param name="Price">null where the shop gives none.</param>
/// <param name="Score">Higher is better; comparable within one answer.</param>
public sealed record RankedProduct(string Id, string Title, string Category, double? Price, double Score);

/// <summary>The server's answer to one question.</summary>
/// <param name="Question">In words.</param>
/// <param name="Results">Best first.</param>
/// <param name="Cold">The server knows nothing about the user.</param>
public sealed record ServerAnswer(string Question, IReadOnlyList<RankedProduct> Results, bool Cold)
{
    /// <summary>Reads a reply of <c>/search</c> or <c>/recommend</c>.</summary>
    public static ServerAnswer Parse(string question, string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new(question, [.. root.GetProperty("results").EnumerateArray().Select(Product)],
            root.TryGetProperty("cold", out var cold) && cold.GetBoolean());
    }

    /// <summary>The answer as lines of a table for a terminal; wide (CJK) characters count as two columns.</summary>
    public IReadOnlyList<string> ToLines()
    {
        var lines = new List<string> { Cold ? $"{Question} (cold: nothing is known about the user)" : Question };
        if (Results.Count == 0) return [.. lines, "  (no products)"];
        var id = Results.Max(product => TerminalText.Width(product.Id));
        foreach (var (index, product) in Results.Index())
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{index + 1, 4}  {TerminalText.Fit(product.Id, id)}  {TerminalText.Fit(product.Title, 44)}  "
                        + $"{TerminalText.Fit(product.Category, 28)}  {product.Price, 10:0.00}  {product.Score, 8:0.000}"
                )
            );
        return lines;
    }

    private static RankedProduct Product(JsonElement element) => new(
        element.GetProperty("product_id").ToString(), Text(element, "title"), Text(element, "category"),
        element.TryGetProperty("price", out var price) && price.ValueKind == JsonValueKind.Number ? price.GetDouble() : null,
        element.GetProperty("score").GetDouble());

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
