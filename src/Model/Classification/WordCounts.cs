using Recsys.Engine.Text;

namespace Recsys.Model.Classification;

/// <summary>How often a word or a pair of words occurs, where in a title, and in which categories.</summary>
public sealed class WordCount
{
    /// <summary>Titles that have it.</summary>
    public int Titles { get; set; }

    /// <summary>Titles that begin or end with it.</summary>
    public int Edges { get; set; }

    /// <summary>Titles by category.</summary>
    public Dictionary<string, int> Categories { get; } = new(StringComparer.Ordinal);

    /// <summary>Titles by the way it is written.</summary>
    public Dictionary<string, int> Written { get; } = new(StringComparer.Ordinal);
}

/// <summary>Counts of the words, and of the pairs of neighbouring words, in many titles.</summary>
public sealed class WordCounts
{
    // Of the rarer word's titles: in that many the two stand together.
    private const double Bond = 0.6;
    private readonly SortedDictionary<string, WordCount> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _categories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _categoryWords = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inPhrases = new(StringComparer.Ordinal);

    public WordCounts(IReadOnlyList<(List<TitleWord> Words, string Category)> titles)
    {
        Titles = titles.Count;
        foreach (var (words, category) in titles)
        {
            _categories[category] = _categories.GetValueOrDefault(category) + 1;
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < words.Count; i++)
            {
                Count(words[i].Text, words[i].Written, i == 0 || i == words.Count - 1);
                if (i + 1 < words.Count && CanBind(words[i], words[i + 1]))
                    Count(
                        $"{words[i].Text} {words[i + 1].Text}",
                        $"{words[i].Written} {words[i + 1].Written}",
                        i == 0 || i + 2 == words.Count
                    );
            }

            void Count(string text, string written, bool edge)
            {
                if (!seen.Add(text)) return;
                if (!_words.TryGetValue(text, out var count)) _words.Add(text, count = new WordCount());
                count.Titles++;
                if (edge) count.Edges++;
                count.Categories[category] = count.Categories.GetValueOrDefault(category) + 1;
                count.Written[written] = count.Written.GetValueOrDefault(written) + 1;
            }
        }
        foreach (var category in _categories.Keys)
            foreach (var word in TitleWords.Of(category)) _categoryWords.Add(Stem(word.Text));
        KeepPhrases();
    }

    public int Titles { get; }

    /// <summary>Words and phrases by folded text, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, WordCount>> All => _words;

    public int TitlesOf(string text) => _words.GetValueOrDefault(text)?.Titles ?? 0;

    /// <summary>Whether the text, or a word of it, is of a category's name (singular or plural).</summary>
    public bool IsCategoryWord(string text) => text.Split(' ').Any(word => _categoryWords.Contains(Stem(word)));

    /// <summary>Whether the word mostly stands inside phrases, so that it means nothing alone.</summary>
    public bool IsPartOfPhrase(string text) => _inPhrases.Contains(text);

    /// <summary>The largest share of a category's titles that have the word.</summary>
    public double LargestShare(WordCount word) => word.Categories.Max(pair => (double)pair.Value / _categories[pair.Key]);

    /// <summary>Whether the word is what a category's products are called: most of them have it, and most that have it are of that
    /// category.</summary>
    public bool NamesCategory(WordCount word) =>
        word.Categories.Any(pair => 2 * pair.Value >= _categories[pair.Key] && 2 * pair.Value >= word.Titles);

    /// <summary>Kullback-Leibler divergence of the word's categories from those of all titles, in nats: Σ p log(p / q).</summary>
    public double Divergence(WordCount word) => word.Categories.OrderBy(pair => pair.Key, StringComparer.Ordinal).Sum(pair =>
    {
        var p = (double)pair.Value / word.Titles;
        return p * Math.Log(p * Titles / _categories[pair.Key]);
    });

    // Names in two scripts are two names, and a measure is a value of its own.
    private static bool CanBind(TitleWord first, TitleWord second) =>
        !first.Unspaced
        && !second.Unspaced
        && !second.Touches
        && !(
            TitleWords.IsNumber(first.Text)
            || TitleWords.TryMeasure(first.Text, out _, out _)
            || TitleWords.TryMeasure(second.Text, out _, out _)
        );

    private void KeepPhrases()
    {
        foreach (var (text, count) in _words.ToList())
        {
            if (text.IndexOf(' ', StringComparison.Ordinal) is not (> 0 and var space))
                continue;
            string first = text[..space],
                second = text[(space + 1)..];
            var together =
                count.Titles >= Bond * Math.Min(_words[first].Titles, _words[second].Titles)
                && count.Titles >= 3
                && !Tied(first, second);
            if (!together)
            {
                _words.Remove(text);
                continue;
            }
            foreach (var word in (string[])[first, second])
                if (count.Titles >= Bond * _words[word].Titles) _inPhrases.Add(word);
        }

        // A word that stands beside the category's word is an attribute of its own.
        bool Tied(string first, string second) => IsCategoryWord(first) || IsCategoryWord(second);
    }

    private static string Stem(string word) => word.Length > 3 && word.EndsWith("es", StringComparison.Ordinal) ? word[..^2]
        : word.Length > 3 && word.EndsWith('s') ? word[..^1] : word.Length > 3 && word.EndsWith('e') ? word[..^1] : word;
}
