using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Catalogues;
using Xunit;

namespace Recsys.Engine.Tests.Catalogues;

public sealed class CatalogueTests
{
    private const string Header = "product_id\ttitle\tcategory\tprice\tpopularity\n";

    [Theory]
    [InlineData(3)]
    [InlineData(60_000)] // several parts
    public void Rows_are_read_as_the_tables_of_tabs_are(int count)
    {
        var text = Tsv.Text(
            Tables.CatalogueColumns,
            Enumerable.Range(0, count).Select(i => (string[])
            [
                $"p{i}", $"键盘\t\\ title {i}\r\n", i % 2 == 0 ? "a > b" : i % 3 == 0 ? "c\\d" : "", i % 5 == 0 ? "" : $"{i}.25", $"{i % 7}",
            ])
        );
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var expected = Tsv.Read(stream, "catalogue.tsv", Tables.CatalogueColumns).ToArray();
        var catalogue = Read(text);
        Assert.Equal(count, catalogue.Count);
        for (var i = 0; i < count; i++)
        {
            var product = catalogue[i];
            Assert.Equal((expected[i][0], expected[i][1], expected[i][2]), (product.ProductId, product.Title, product.Category));
            Assert.Equal((i, i % 5 == 0 ? null : i + 0.25, i % 7), (product.Index, product.Price, (int)product.Popularity));
            Assert.True(catalogue.TryFind($"p{i}", out var index) && index == i);
        }
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("id\ttitle\n", "line 1")]
    [InlineData(Header + "a\tt\tc\t1\t0\nb\tt\tc\tcheap\t0\n", "line 3: unusable price: 'cheap'")]
    [InlineData(Header + "a\tt\tc\t1\tmany\n", "line 2: unusable popularity: 'many'")]
    [InlineData(Header + "a\tt\tc\t1\n", "line 2: expected 5 columns, found 4")]
    [InlineData(Header + "a\tt\tc\t1\t0\t7\n", "line 2: expected 5 columns, found 6")]
    [InlineData(Header + "\n", "line 2: expected 5 columns, found 1")]
    [InlineData(Header + "a\tt\tc\t1\t0\na\tt\tc\t1\t0", "line 3: unusable product_id (it occurs twice): 'a'")]
    public void What_is_wrong_is_named_with_its_line(string text, string named)
    {
        var refused = Assert.Throws<ArtifactException>(() => Read(text));
        Assert.Contains($"catalogue.tsv, {named}", refused.Message, StringComparison.Ordinal);
    }

    private static Catalogue Read(string text) => Catalogue.Read(Encoding.UTF8.GetBytes(text), "catalogue.tsv");
}
