using System.Globalization;
using System.Text.Json;
using Recsys.Build.Reporting;
using Spectre.Console;

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

    /// <summary>The answer as lines of a table.</summary>
    /// <param name="width">Columns of the terminal.</param>
    public IReadOnlyList<string> ToLines(int width)
    {
        var question = Cold ? $"{Question} (cold: nothing is known about the user)" : Question;
        if (Results.Count == 0) return [question, "  (no products)"];
        var table = TableText.Of(">", "", "", "", ">", ">").HideHeaders();
        foreach (var (index, product) in Results.Index())
            table.Add(
                Number(index + 1, "0"),
                product.Id,
                product.Title,
                product.Category,
                product.Price is { } price ? Number(price, "0.00") : "",
                Number(product.Score, "0.000")
            );
        return [question, .. TableText.Lines(table, width, indent: 2)];
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static RankedProduct Product(JsonElement element) => new(
        element.GetProperty("product_id").ToString(), Text(element, "title"), Text(element, "category"),
        element.TryGetProperty("price", out var price) && price.ValueKind == JsonValueKind.Number ? price.GetDouble() : null,
        element.GetProperty("score").GetDouble());

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
