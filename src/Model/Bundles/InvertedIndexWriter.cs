using System.Buffers.Binary;
using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Text;

namespace Recsys.Model.Bundles;

/// <summary>Writes <c>lexicon.bin</c>; docs/artifacts.md has its layout.</summary>
public static class InvertedIndexWriter
{
    /// <summary>The file's bytes; the same texts give the same bytes.</summary>
    /// <param name="products">Row i is product i.</param>
    /// <exception cref="ArtifactException">The index would be larger than one array.</exception>
    public static byte[] Write(IReadOnlyList<IndexedProduct> products)
    {
        var postings = new Dictionary<string, List<Posting>>(StringComparer.Ordinal);
        var lengths = new uint[products.Count];
        var titles = new string[products.Count][];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var product = 0; product < products.Count; product++)
        {
            counts.Clear();
            titles[product] = [.. Count(products[product].Title, InvertedIndexFormat.Title, counts)];
            Count(products[product].Category, InvertedIndexFormat.Category, counts);
            Count(products[product].Description, InvertedIndexFormat.Description, counts);
            lengths[product] = (uint)counts.Values.Sum();
            foreach (var (term, count) in counts)
            {
                if (!postings.TryGetValue(term, out var list)) postings[term] = list = [];
                list.Add(new Posting(product, (byte)Math.Min(count, InvertedIndexFormat.MostCounted)));
            }
        }
        var terms = postings.Keys.Select(term => (Text: term, Utf8: Encoding.UTF8.GetBytes(term))).ToArray();
        Array.Sort(terms, static (left, right) => left.Utf8.AsSpan().SequenceCompareTo(right.Utf8));
        var ids = terms.Select((term, id) => (term.Text, id)).ToDictionary(pair => pair.Text, pair => pair.id, StringComparer.Ordinal);
        return Layout(terms, postings, [.. titles.Select(title => title.Select(term => ids[term]).ToArray())], lengths);
    }

    /// <summary>Adds a field's terms to the counts.</summary>
    /// <returns>Its sequence of atoms.</returns>
    private static List<string> Count(string text, int weight, Dictionary<string, int> counts)
    {
        var atoms = new List<string>();
        foreach (var (term, atom) in SearchTerms.Of(AnalysedText.Of(text)))
        {
            counts[term] = counts.GetValueOrDefault(term) + weight;
            if (atom) atoms.Add(term);
        }
        return atoms;
    }

    private static byte[] Layout(
        (string Text, byte[] Utf8)[] terms,
        Dictionary<string, List<Posting>> postings,
        int[][] titles,
        uint[] lengths
    )
    {
        var (blob, lists, sequences) = (new MemoryStream(), new MemoryStream(), new MemoryStream());
        var (termEnds, listEnds, titleEnds) = (new uint[terms.Length], new uint[terms.Length], new uint[titles.Length]);
        for (var id = 0; id < terms.Length; id++)
        {
            blob.Write(terms[id].Utf8);
            termEnds[id] = (uint)blob.Length;
            var previous = -1;
            foreach (var (product, count) in postings[terms[id].Text])
            {
                Varint(lists, (uint)(product - previous));
                lists.WriteByte(count);
                previous = product;
            }
            listEnds[id] = (uint)lists.Length;
        }
        for (var product = 0; product < titles.Length; product++)
        {
            foreach (var id in titles[product]) Varint(sequences, (uint)id);
            titleEnds[product] = (uint)sequences.Length;
        }
        uint[] frequencies = [.. terms.Select(term => (uint)postings[term.Text].Count)];
        uint[][] tables = [termEnds, frequencies, listEnds, titleEnds, lengths];
        var size =
            (InvertedIndexFormat.HeaderNumbers + tables.Sum(table => (long)table.Length)) * sizeof(uint)
            + blob.Length
            + lists.Length
            + sequences.Length;
        if (size > Array.MaxLength)
            throw new ArtifactException(
                $"the lexical index of {titles.Length} products takes {size} bytes, more than can be served. Remedy: leave the "
                    + $"descriptions out (data.products.columns)."
            );
        var content = new MemoryStream((int)size);
        foreach (
            var number in (uint[])
                [
                    InvertedIndexFormat.Magic,
                    (uint)titles.Length,
                    (uint)terms.Length,
                    (uint)blob.Length,
                    (uint)lists.Length,
                    (uint)sequences.Length,
                ]
        )
            Number(content, number);
        foreach (var number in tables.SelectMany(table => table))
            Number(content, number);
        foreach (var part in (MemoryStream[])[blob, lists, sequences])
            part.WriteTo(content);
        return content.ToArray();
    }

    private static void Number(MemoryStream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Varint(MemoryStream stream, uint value)
    {
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }

    private readonly record struct Posting(int Product, byte Count);
}

/// <summary>What the lexical index reads of a product.</summary>
public readonly record struct IndexedProduct(string Title, string Category, string Description);
