using System.Text.RegularExpressions;
using Recsys.Engine.Catalogues;
using Recsys.Engine.Text;

namespace Recsys.Model.Proposals;

/// <summary>A kind of products by the word that its titles end with.</summary>
/// <param name="Word">Folded.</param>
/// <param name="Pattern">Fits the titles that have the word.</param>
/// <param name="Products">The products whose titles end with it, the one bought most first.</param>
public sealed record ProductKind(string Word, string Pattern, IReadOnlyList<Product> Products);

/// <summary>
/// Words for kinds of products, taken from the ends of titles: there a title says what the thing is, before its numbers and measures. Where
/// words are not spaced, an ending of two to six characters that several titles share.
/// </summary>
public static class ProductKinds
{
    private const int FewestProducts = 3, ShortestWord = 3, ShortestEnding = 2, LongestEnding = 6;

    /// <summary>The kinds by purchases, the most first.</summary>
    public static IEnumerable<ProductKind> Of(IReadOnlyList<Product> products)
    {
        var kinds = new Dictionary<(string Word, bool Unspaced), List<Product>>();
        foreach (var product in products)
            foreach (var ending in Endings(product.Title))
            {
                if (!kinds.TryGetValue(ending, out var of)) kinds.Add(ending, of = []);
                of.Add(product);
            }
        var taken = new List<string>();
        foreach (
            var (ending, of) in kinds
                .Where(kind => kind.Value.Count >= FewestProducts)
                .OrderByDescending(kind => kind.Value.Sum(product => product.Popularity))
                .ThenByDescending(kind => kind.Key.Word.Length)
                .ThenBy(kind => kind.Key.Word, StringComparer.Ordinal)
        )
        {
            // Of endings of one another the one that comes first says more.
            if (ending.Unspaced && taken.Any(other => EndsOneAnother(other, ending.Word))) continue;
            taken.Add(ending.Word);
            yield return new ProductKind(
                ending.Word,
                ending.Unspaced ? Regex.Escape(ending.Word) : $@"\b{Regex.Escape(ending.Word)}\b",
                [.. of.OrderByDescending(product => product.Popularity).ThenBy(product => product.Index)]
            );
        }
    }

    private static bool EndsOneAnother(string one, string other) =>
        one.EndsWith(other, StringComparison.Ordinal) || other.EndsWith(one, StringComparison.Ordinal);

    private static IEnumerable<(string Word, bool Unspaced)> Endings(string title)
    {
        var last = TitleWords.Of(title).LastOrDefault(IsWord);
        if (last.Text is null) yield break;
        if (!last.Unspaced)
        {
            yield return (last.Text, false);
            yield break;
        }
        for (var length = ShortestEnding; length <= Math.Min(LongestEnding, last.Text.Length); length++)
            yield return (last.Text[^length..], true);
    }

    private static bool IsWord(TitleWord word) =>
        word.Unspaced ? word.Text.Length >= ShortestEnding : word.Text.Length >= ShortestWord && !word.Text.Any(char.IsAsciiDigit);
}
