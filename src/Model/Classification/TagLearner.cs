using Recsys.Engine.Classification;
using Recsys.Engine.Text;
using Recsys.Model.Data;
using Recsys.Settings;

namespace Recsys.Model.Classification;

/// <summary>One row of <c>tags.tsv</c>.</summary>
public sealed record TagRow(string Kind, string Text, string Tag);

/// <summary>
/// Learns from titles alone, without any labels, which words are attribute values: brands, colours, materials, sizes, capacities.
/// </summary>
/// <remarks>
/// A value is a word, or two words that belong together, that some products of a category have and that names no category: it is neither
/// what most products of one are called nor a word of its name. Besides, it either tells categories apart (the Kullback-Leibler
/// divergence of its categories from those of all titles is large, as with brands and materials) or stands at the beginning or end of
/// titles, where attributes such as colours are written. Function words do neither.
/// </remarks>
public static class TagLearner
{
    private const double LeastOfCategory = 0.01;
    private const double LeastEdgeShare = 0.05, LeastDivergence = 0.7;
    private const int FewestTitles = 3, FewestNumbers = 3, TitlesForOneMore = 5000;

    /// <summary>Rows sorted by kind and text; only of the products that the classifier learns from.</summary>
    public static IReadOnlyList<TagRow> Learn(Dataset dataset, RecsysSettings settings)
    {
        var split = new ProductSplit(settings.Classify, settings.Seed);
        var titles = dataset.Products.Where(product => split.Of(product.Id) == Split.Train)
            .Select(product => (Words: TitleWords.Of(product.Title), product.Category)).ToList();
        var words = new WordCounts(titles);
        var measures = Measures(titles, words);
        return
        [
            .. measures
                .Concat(Values(words, measures.Select(row => row.Text).ToHashSet(StringComparer.Ordinal)))
                .OrderBy(row => row.Kind, StringComparer.Ordinal)
                .ThenBy(row => row.Text, StringComparer.Ordinal),
        ];
    }

    // What mostly stands beside a number, and beside several different ones.
    private static List<TagRow> Measures(List<(List<TitleWord> Words, string Category)> titles, WordCounts counts)
    {
        SortedDictionary<string, NumberCount> units = new(StringComparer.Ordinal), prefixes = new(StringComparer.Ordinal);
        foreach (var (words, _) in titles)
        {
            for (var i = 0; i < words.Count; i++)
            {
                if (!words[i].Unspaced && TitleWords.TryMeasure(words[i].Text, out var number, out var unit))
                    Count(units, unit, number, words[i].Written[^unit.Length..], alone: false);
                if (i + 1 == words.Count)
                    break;
                var next = words[i + 1];
                if (TitleWords.IsNumber(words[i].Text) && !next.Text.Any(char.IsAsciiDigit))
                    Count(units, next.Text, words[i].Text, (next.Touches ? "" : " ") + next.Written, alone: true);
                if (TitleWords.IsNumber(next.Text) && !next.Touches && !words[i].Text.Any(char.IsAsciiDigit))
                    Count(prefixes, words[i].Text, next.Text, words[i].Written + " ", alone: true);
            }
        }
        var followed = Rows(TagVocabulary.Unit, units).ToList();
        return [.. followed, .. Rows(TagVocabulary.Prefix, prefixes).Where(row => followed.All(unit => unit.Text != row.Text))];

        IEnumerable<TagRow> Rows(string kind, SortedDictionary<string, NumberCount> found) =>
            [
                .. found
                    .Where(pair =>
                        pair.Value.Numbers.Count >= FewestNumbers
                        && pair.Value.Titles >= Fewest(counts)
                        && 2 * pair.Value.Alone >= counts.TitlesOf(pair.Key)
                        && !counts.IsCategoryWord(pair.Key)
                    )
                    .Select(pair => new TagRow(
                        kind,
                        pair.Key,
                        pair.Value.Written.OrderByDescending(form => form.Value)
                            .ThenBy(form => form.Key, StringComparer.Ordinal)
                            .First()
                            .Key
                    )),
            ];

        static void Count(SortedDictionary<string, NumberCount> into, string word, string number, string written, bool alone)
        {
            if (!into.TryGetValue(word, out var count)) into.Add(word, count = new NumberCount());
            count.Numbers.Add(number);
            count.Titles++;
            if (alone) count.Alone++;
            count.Written[written] = count.Written.GetValueOrDefault(written) + 1;
        }
    }

    private static IEnumerable<TagRow> Values(WordCounts counts, HashSet<string> measures)
    {
        foreach (var (text, word) in counts.All)
        {
            if (word.Titles < Fewest(counts) || TitleWords.IsNumber(text) || measures.Contains(text))
                continue;
            if (TitleWords.TryMeasure(text, out _, out var unit) && measures.Contains(unit))
                continue;
            if (text.Length < 2 || counts.IsCategoryWord(text) || counts.IsPartOfPhrase(text))
                continue;
            if (counts.NamesCategory(word) || counts.LargestShare(word) < LeastOfCategory)
                continue;
            if (word.Edges < LeastEdgeShare * word.Titles && counts.Divergence(word) < LeastDivergence)
                continue;
            yield return new TagRow(
                TagVocabulary.Value,
                text,
                word.Written.OrderByDescending(form => form.Value).ThenBy(form => form.Key, StringComparer.Ordinal).First().Key
            );
        }
    }

    private static int Fewest(WordCounts counts) => Math.Max(FewestTitles, counts.Titles / TitlesForOneMore);

    private sealed class NumberCount
    {
        public readonly HashSet<string> Numbers = new(StringComparer.Ordinal);
        public readonly Dictionary<string, int> Written = new(StringComparer.Ordinal);
        public int Titles, Alone;
    }
}
