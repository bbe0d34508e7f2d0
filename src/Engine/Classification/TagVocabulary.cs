using Recsys.Contracts.Artifacts;
using Recsys.Engine.Text;

namespace Recsys.Engine.Classification;

/// <summary>
/// The attribute values that the shop's titles have taught, and the units that make a number one; finds them in a title.
/// </summary>
public sealed class TagVocabulary
{
    /// <summary>Kinds of rows.</summary>
    public const string Value = "value", Unit = "unit", Prefix = "prefix";

    /// <summary>Tags of one title at most.</summary>
    public const int Most = 16;

    private const int LongestUnspaced = 6, ModelNumber = 4;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);

    /// <param name="rows">kind, folded text, tag (of a unit: what follows the number; of a prefix: what stands before it).</param>
    /// <exception cref="FormatException">A kind is unknown or a text occurs twice.</exception>
    public TagVocabulary(IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows)
        {
            var table = row[0] switch
            {
                Value => _values,
                Unit => _units,
                Prefix => _prefixes,
                _ => throw new FormatException($"unknown kind '{row[0]}'"),
            };
            if (!table.TryAdd(row[1], row[2]))
                throw new FormatException($"the {row[0]} '{row[1]}' occurs twice");
        }
    }

    /// <summary>Reads <c>tags.tsv</c>.</summary>
    /// <exception cref="ArtifactException">Malformed; names the file.</exception>
    internal static TagVocabulary Read(Stream content, string path)
    {
        try
        {
            return new TagVocabulary(Tsv.Read(content, path, Tables.TagsColumns));
        }
        catch (FormatException e)
        {
            throw new ArtifactException($"{path}: {e.Message}. Remedy: run Quantize again.", e);
        }
    }

    /// <summary>
    /// Distinct tags in the order of the title, at most <see cref="Most"/>: two words before one, measures (a number and its unit),
    /// and model numbers, which are of letters and at least two digits, four signs or more.
    /// </summary>
    public IReadOnlyList<string> Find(string title)
    {
        var words = TitleWords.Of(title);
        var tags = new List<string>();
        for (var i = 0; i < words.Count && tags.Count < Most;)
        {
            var word = words[i];
            if (i + 1 < words.Count && _values.TryGetValue($"{word.Text} {words[i + 1].Text}", out var pair))
                i += Add(pair, 2);
            else if (i + 1 < words.Count && TitleWords.IsNumber(word.Text) && _units.TryGetValue(words[i + 1].Text, out var unit))
                i += Add(word.Text + unit, 2);
            else if (
                i + 1 < words.Count
                && TitleWords.IsNumber(words[i + 1].Text)
                && _prefixes.TryGetValue(word.Text, out var prefix)
                && !(i + 2 < words.Count && _units.ContainsKey(words[i + 2].Text))
            )
                i += Add(prefix + words[i + 1].Text, 2);
            else if (_values.TryGetValue(word.Text, out var value))
                i += Add(value, 1);
            else if (TitleWords.TryMeasure(word.Text, out var number, out var letters) && _units.TryGetValue(letters, out var joined))
                i += Add(number + joined, 1);
            else if (
                !word.Unspaced
                && word.Text.Length >= ModelNumber
                && word.Text.Count(char.IsAsciiDigit) >= 2
                && word.Text.Any(char.IsLetter)
            )
                i += Add(word.Written, 1);
            else
            {
                if (word.Unspaced) Inside(word.Text);
                i++;
            }
        }
        return tags;

        int Add(string tag, int used)
        {
            if (tags.Count < Most && !tags.Contains(tag, StringComparer.Ordinal)) tags.Add(tag);
            return used;
        }

        // Nothing shows where a word ends: at each place the longest value that begins there.
        void Inside(string run)
        {
            for (var at = 0; at + 2 <= run.Length;)
            {
                var length = Math.Min(LongestUnspaced, run.Length - at);
                while (length >= 2 && !_values.ContainsKey(run.Substring(at, length))) length--;
                at += length >= 2 ? Add(_values[run.Substring(at, length)], length) : 1;
            }
        }
    }
}
