using Recsys.Engine.Tests.Support;
using Recsys.Model.Bundles;
using Xunit;

namespace Recsys.Engine.Tests.Suggesting;

public sealed class SuggestTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly RecsysEngine _engine;

    public SuggestTests()
    {
        string[] titles =
        [
            "Torstane Laptop Bag 14 inch", "Qyron laptop bag", "Qyron Laptop 15 inch", "拓石 笔记本电脑 14英寸", "拓石 笔记本电脑 白色", "笔记本支架",
            "Lamp, 笔记本支架", "LÁMP post",
        ];
        var content = Fixture.Content(products: titles.Length, quantize: Fixture.Int8);
        _engine = Fixture.Open(_folder, content with
        {
            Catalogue = [.. titles.Select((title, i) => new CatalogueRow($"P{i}", title, "Home > Office", null, i switch { 1 => 50, 3 => 5, _ => 1 }))],
        });
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    private string[] Texts(string prefix, int k = 10) => [.. _engine.Suggest(prefix, k).Select(one => one.Text)];

    [Theory]
    [InlineData("la", new[] { "laptop", "laptop bag", "lamp" })]
    [InlineData("LAPTOP b", new[] { "laptop bag" })]
    [InlineData("笔记", new[] { "笔记本电脑", "笔记本支架" })]
    [InlineData("筆記本電", new[] { "笔记本电脑" })]
    [InlineData("off", new[] { "office" })]
    [InlineData("torstane", new string[0])]
    [InlineData("14", new string[0])]
    [InlineData("  ?! ", new string[0])]
    public void A_prefix_goes_on_as_several_products_do_the_most_bought_first(string prefix, string[] expected) =>
        Assert.Equal(expected, Texts(prefix));

    [Fact]
    public void The_products_are_counted_and_no_more_are_answered_than_wanted()
    {
        Assert.Equal(new("laptop", 3), _engine.Suggest("lap", 10)[0]);
        Assert.Equal(["laptop"], Texts("la", 1));
    }
}
