using Recsys.Engine.Classification;
using Xunit;

namespace Recsys.Engine.Tests.Classification;

public sealed class TagVocabularyTests
{
    private static readonly TagVocabulary Tags = new([
        ["value", "银色", "银色"],
        ["value", "红茶", "红茶"],
        ["value", "silver", "Silver"],
        ["value", "rose gold", "Rose Gold"],
        ["value", "gold", "Gold"],
        ["value", "t恤", "T恤"],
        ["unit", "gb", "GB"],
        ["unit", "inch", " inch"],
        ["unit", "英寸", "英寸"],
        ["prefix", "eu", "EU "],
    ]);

    [Theory]
    [InlineData("Phone SILVER 256GB", "Silver|256GB")]
    [InlineData("Phone 256 gb, rose gold", "256GB|Rose Gold")]
    [InlineData("gold rose", "Gold")]
    [InlineData("shoes eu 38 EU", "EU 38")]
    [InlineData("eu 38 inch", "38 inch")]
    [InlineData("手机 银色 15.6英寸", "银色|15.6英寸")]
    [InlineData("大银色红茶壶", "银色|红茶")]
    [InlineData("ｓｉｌｖｅｒ ２５６ＧＢ", "Silver|256GB")]
    [InlineData("monitor 27 Inch 27inch", "27 inch")]
    [InlineData("TV KD-55XF9005 by S10", "55XF9005")]
    [InlineData("nothing 42 here 🫖", "")]
    [InlineData("", "")]
    public void Values_and_measures_are_found(string title, string tags) =>
        Assert.Equal(tags.Split('|', StringSplitOptions.RemoveEmptyEntries), Tags.Find(title));

    [Fact]
    public void A_title_has_at_most_sixteen_tags() =>
        Assert.Equal(16, Tags.Find(string.Join(' ', Enumerable.Range(1, 100).Select(i => $"{i}gb"))).Count);

    [Theory]
    [InlineData("colour", "red", "Red")]
    [InlineData("value", "gold", "Gold")]
    public void Rows_that_say_nothing_are_refused(string kind, string text, string tag) =>
        Assert.Throws<FormatException>(() => new TagVocabulary([["value", "gold", "Gold"], [kind, text, tag]]));
}
