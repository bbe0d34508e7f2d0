using System.Runtime.InteropServices;
using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Files;

namespace Recsys.Engine.Index;

/// <summary>
/// The inverted index of <c>lexicon.bin</c>, read in place. Everything is checked when it is opened, so that reading needs
/// no checks. Thread-safe.
/// </summary>
public sealed class InvertedIndex
{
    private readonly FileBytes _content;
    private readonly int _termEnds, _frequencies, _listEnds, _titleEnds, _lengths, _terms, _lists, _titles;

    private InvertedIndex(FileBytes content, string path)
    {
        _content = content;
        const int header = InvertedIndexFormat.HeaderNumbers * sizeof(uint);
        if (content.Length < header) throw Corrupt(path, $"it has {content.Length} bytes, its header takes {header}");
        var numbers = MemoryMarshal.Cast<byte, uint>(content.Span[..header]);
        if (numbers[0] != InvertedIndexFormat.Magic) throw Corrupt(path, "it does not begin as a lexical index of this version");
        long products = numbers[1], terms = numbers[2];
        var expected = header + sizeof(uint) * (3 * terms + 2 * products) + numbers[3] + numbers[4] + numbers[5];
        if (content.Length != expected) throw Corrupt(path, $"it has {content.Length} bytes, its header asks for {expected}");
        (Products, Terms) = ((int)products, (int)terms);
        _termEnds = header;
        _frequencies = _termEnds + sizeof(uint) * Terms;
        _listEnds = _frequencies + sizeof(uint) * Terms;
        _titleEnds = _listEnds + sizeof(uint) * Terms;
        _lengths = _titleEnds + sizeof(uint) * Products;
        _terms = _lengths + sizeof(uint) * Products;
        _lists = _terms + (int)numbers[3];
        _titles = _lists + (int)numbers[4];
    }

    /// <summary>Products, N.</summary>
    public int Products { get; }

    /// <summary>Distinct terms, T; their ids are 0…T−1, in the order of their UTF-8 bytes.</summary>
    public int Terms { get; }

    /// <summary>Weighted occurrences of all terms in each product, in quarters (<see cref="InvertedIndexFormat.Title"/>).</summary>
    public ReadOnlySpan<uint> Lengths => Table(_lengths, Products);

    /// <summary>Products that have the term.</summary>
    public ReadOnlySpan<uint> Frequencies => Table(_frequencies, Terms);

    /// <summary>Checks all of the content.</summary>
    /// <param name="content">The file's bytes; kept, not copied.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="ArtifactException">Corrupt; says what is wrong.</exception>
    public static InvertedIndex Open(byte[] content, string path) => Open((FileBytes)content, path);

    /// <summary>The same of a file that may be mapped.</summary>
    internal static InvertedIndex Open(FileBytes content, string path)
    {
        var index = new InvertedIndex(content, path);
        InvertedIndexCheck.Run(index, what => Corrupt(path, what));
        return index;
    }

    /// <summary>The id of a term; −1 where no product has it.</summary>
    public int Find(ReadOnlySpan<char> term)
    {
        Span<byte> wanted = stackalloc byte[InvertedIndexFormat.LongestTerm];
        if (!Encoding.UTF8.TryGetBytes(term, wanted, out var length)) return -1;
        wanted = wanted[..length];
        int low = 0, high = Terms - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Term(middle).SequenceCompareTo(wanted);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    /// <summary>The UTF-8 bytes of a term.</summary>
    public ReadOnlySpan<byte> Term(int id) => Slice(_terms, _termEnds, id);

    /// <summary>The products that have the term.</summary>
    public PostingReader Postings(int id) => new(PostingBytes(id));

    /// <summary>The ids of the title's words, numbers and characters, in their order.</summary>
    public VarintReader Title(int product) => new(TitleBytes(product));

    internal ReadOnlySpan<byte> PostingBytes(int id) => Slice(_lists, _listEnds, id);

    internal ReadOnlySpan<byte> TitleBytes(int product) => Slice(_titles, _titleEnds, product);

    /// <summary>The three tables of ends with the bytes that each divides, for the check at opening.</summary>
    internal (int Ends, int Count, int Bytes, string Name)[] Sections =>
        [
            (_termEnds, Terms, _lists - _terms, "terms"),
            (_listEnds, Terms, _titles - _lists, "postings"),
            (_titleEnds, Products, _content.Length - _titles, "titles"),
        ];

    internal ReadOnlySpan<uint> Table(int start, int count) =>
        MemoryMarshal.Cast<byte, uint>(_content.Span.Slice(start, count * sizeof(uint)));

    private ReadOnlySpan<byte> Slice(int start, int ends, int at)
    {
        var table = Table(ends, at + 1);
        var first = at == 0 ? 0 : (int)table[at - 1];
        return _content.Span.Slice(start + first, (int)table[at] - first);
    }

    private static ArtifactException Corrupt(string path, string what) => new($"{path} is corrupt: {what}. Remedy: run Quantize again.");
}

/// <summary>Walks through varints.</summary>
public ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool End => _rest.IsEmpty;

    /// <summary>The next number; the caller looks at <see cref="End"/> first.</summary>
    public uint Next()
    {
        uint value = _rest[0];
        if (value < 0x80)
        {
            _rest = _rest[1..];
            return value;
        }
        value &= 0x7F;
        var at = 0;
        while (_rest[at] >= 0x80)
        {
            at++;
            value |= (_rest[at] & 0x7Fu) << (7 * at);
        }
        _rest = _rest[(at + 1)..];
        return value;
    }

    public byte NextByte()
    {
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }
}

/// <summary>Walks through one term's products in ascending order.</summary>
public ref struct PostingReader(ReadOnlySpan<byte> bytes)
{
    private VarintReader _reader = new(bytes);

    /// <summary>Index of the product.</summary>
    public int Product { get; private set; } = -1;

    /// <summary>Weighted occurrences, in quarters.</summary>
    public int Count { get; private set; }

    public bool Next()
    {
        if (_reader.End) return false;
        Product += (int)_reader.Next();
        Count = _reader.NextByte();
        return true;
    }
}
