using System.Buffers.Binary;
using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Index;
using Recsys.Model.Bundles;
using Xunit;

namespace Recsys.Engine.Tests.Index;

public sealed class InvertedIndexTests
{
    private static readonly IndexedProduct[] Rows =
    [
        new("Red running shoes", "Shoes > Running", "light shoes for the road"),
        new("联想笔记本电脑 14英寸", "电脑", ""),
        new("", "", ""),
        new("red red RED lamp", "Lamps", ""),
    ];

    private static byte[] Content => InvertedIndexWriter.Write(Rows);

    [Fact]
    public void Postings_hold_the_weighted_counts_of_every_field()
    {
        var index = Open(Content);
        // shoe: title 4, category 2, description 1
        Assert.Equal([(0, 7)], Postings(index, "shoe"));
        Assert.Equal([(0, 4), (3, 12)], Postings(index, "red"));
        Assert.Equal([(1, 6)], Postings(index, "电脑"));
        Assert.Equal([(1, 4)], Postings(index, "14in"));
        Assert.Equal(-1, index.Find("blue"));
        Assert.Equal(-1, index.Find(new string('x', 1_000)));
        Assert.Equal(0u, index.Lengths[2]);
    }

    [Fact]
    public void A_title_comes_back_as_its_sequence_of_atoms()
    {
        var index = Open(Content);
        var words = new List<string>();
        for (var title = index.Title(1); !title.End;) words.Add(Encoding.UTF8.GetString(index.Term((int)title.Next())));
        Assert.Equal(["联", "想", "笔", "记", "本", "电", "脑", "14", "英", "寸"], words);
        Assert.True(index.Title(2).End);
    }

    [Fact]
    public void The_same_texts_give_the_same_bytes() => Assert.Equal(Content, InvertedIndexWriter.Write([.. Rows]));

    [Fact]
    public void An_index_of_nothing_opens()
    {
        var index = Open(InvertedIndexWriter.Write([]));
        Assert.Equal((0, 0), (index.Products, index.Terms));
        Assert.Equal(-1, index.Find("a"));
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        for (var length = 0; length < Content.Length; length++) Refused(Content[..length]);
        Refused([.. Content, 0]);
    }

    [Fact]
    public void Whatever_is_in_a_byte_reading_stays_within_the_file()
    {
        var refused = 0;
        for (var at = 0; at < Content.Length; at++)
        {
            foreach (var change in (byte[])[1, 0x80, 0xFF])
            {
                var changed = Content;
                changed[at] ^= change;
                try
                {
                    ReadAll(Open(changed));
                }
                catch (ArtifactException e)
                {
                    Assert.Contains("lexicon.bin is corrupt", e.Message);
                    Assert.Contains("Remedy", e.Message);
                    refused++;
                }
            }
        }
        Assert.True(refused > Content.Length);
    }

    [Theory]
    [InlineData(0, 7u, "does not begin as")]
    [InlineData(1, 0xFFFFFFFFu, "its header asks for")]
    [InlineData(2, 0x7FFFFFFFu, "its header asks for")]
    [InlineData(6, 0xFFFFFFFFu, "do not ascend")]
    public void A_wrong_number_is_named(int number, uint value, string named)
    {
        var content = Content;
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(number * sizeof(uint)), value);
        Assert.Contains(named, Refused(content));
    }

    private static void ReadAll(InvertedIndex index)
    {
        var sum = 0L;
        for (var id = 0; id < index.Terms; id++)
        {
            sum += index.Term(id).Length;
            for (var postings = index.Postings(id); postings.Next();) sum += index.Lengths[postings.Product] + postings.Count;
        }
        for (var product = 0; product < index.Products; product++)
        {
            for (var title = index.Title(product); !title.End;) sum += index.Term((int)title.Next()).Length;
        }
        Assert.True(sum > 0);
    }

    private static (int, int)[] Postings(InvertedIndex index, string term)
    {
        var found = new List<(int, int)>();
        for (var postings = index.Postings(index.Find(term)); postings.Next();) found.Add((postings.Product, postings.Count));
        return [.. found];
    }

    private static InvertedIndex Open(byte[] content) => InvertedIndex.Open(content, InvertedIndexFormat.FileName);

    private static string Refused(byte[] content) => Assert.Throws<ArtifactException>(() => Open(content)).Message;
}
