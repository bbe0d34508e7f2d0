using System.Runtime.InteropServices;
using Recsys.Engine.Catalogues;
using Recsys.Engine.Text;

namespace Recsys.Engine.Suggesting;

/// <summary>
/// Completions of a prefix: runs of up to three words that several titles share, and the names of categories, the most bought first.
/// Nothing of it is learned, and nothing of what shoppers typed is in it. Thread-safe.
/// </summary>
internal sealed class SuggestionTable
{
    /// <summary>Longest run of words.</summary>
    private const int Words = 3;

    /// <summary>Fewest products of a completion: what one title says alone is its name.</summary>
    private const int Fewest = 2;

    /// <summary>Products that are read, the most bought first, and completions that are kept.</summary>
    private const int MostProducts = 100_000, MostKept = 200_000;

    private readonly string[] _texts;
    private readonly Entry[] _entries;

    public SuggestionTable(Catalogue catalogue)
    {
        var found = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var order = Enumerable.Range(0, catalogue.Count).OrderByDescending(index => catalogue[index].Popularity).Take(MostProducts);
        foreach (var product in order.Select(index => catalogue[index]))
        {
            seen.Clear();
            foreach (var level in product.Category.Split(" > ")) AddRuns(level, seen);
            AddRuns(product.Title, seen);
            foreach (var text in seen)
            {
                ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(found, text, out _);
                entry = new(entry.Products + 1, entry.Bought + 1 + product.Popularity);
            }
        }
        KeyValuePair<string, Entry>[] kept =
        [
            .. found
                .Where(one => one.Value.Products >= Fewest)
                .OrderByDescending(one => one.Value.Bought)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Take(MostKept)
                .OrderBy(one => one.Key, StringComparer.Ordinal),
        ];
        (_texts, _entries) = (Array.ConvertAll(kept, one => one.Key), Array.ConvertAll(kept, one => one.Value));
    }

    /// <summary>The most bought completions; none for a prefix without letters or digits.</summary>
    /// <param name="prefix">Any text.</param>
    /// <param name="k">Completions wanted.</param>
    public IReadOnlyList<Suggestion> Find(string prefix, int k)
    {
        var wanted = string.Concat(Join(TextRuns.Of(prefix)).SelectMany(word => new[] { word.Gap, word.Text })).TrimStart();
        if (wanted.Length == 0) return [];
        var first = Array.BinarySearch(_texts, wanted, StringComparer.Ordinal);
        if (first < 0) first = ~first;
        var best = new PriorityQueue<int, (long Bought, int Later)>();
        for (var i = first; i < _texts.Length && _texts[i].StartsWith(wanted, StringComparison.Ordinal); i++)
        {
            best.Enqueue(i, (_entries[i].Bought, -i));
            if (best.Count > k) best.Dequeue();
        }
        var answer = new Suggestion[best.Count];
        for (var i = answer.Length - 1; i >= 0; i--)
        {
            var index = best.Dequeue();
            answer[i] = new(_texts[index], _entries[index].Products);
        }
        return answer;
    }

    private static void AddRuns(string text, HashSet<string> into)
    {
        var words = Join(TextRuns.Of(text));
        for (var from = 0; from < words.Count; from++)
        {
            // A size or a number begins nothing that anybody types.
            if (char.IsAsciiDigit(words[from].Text[0])) continue;
            var run = "";
            for (var word = from; word < Math.Min(words.Count, from + Words) && (word == from || words[word].Joins); word++)
            {
                run += word == from ? words[word].Text : words[word].Gap + words[word].Text;
                into.Add(run);
            }
        }
    }

    // Characters that are written without spaces are a word together, as long as nothing stands between them.
    private static List<Word> Join(List<TextRun> runs)
    {
        var words = new List<Word>();
        var unspaced = false;
        foreach (var run in runs)
        {
            var gap = run.Gap == Gap.None ? "" : " ";
            if (run.Unspaced && unspaced && run.Gap == Gap.None) words[^1] = words[^1] with { Text = words[^1].Text + run.Text };
            else words.Add(new(gap, run.Text, run.Gap != Gap.Far));
            unspaced = run.Unspaced;
        }
        return words;
    }

    private readonly record struct Entry(int Products, long Bought);

    /// <param name="Gap">What stands before it: a blank or nothing.</param>
    /// <param name="Joins">Whether it goes on with the word before it.</param>
    private readonly record struct Word(string Gap, string Text, bool Joins);
}
