using System.Text;
using Recsys.Engine.Text;
using Xunit;

namespace Recsys.Engine.Tests.Text;

/// <summary>One test a rule of folding.</summary>
public sealed class FoldingTests
{
    [Theory]
    [InlineData("繁體字", "繁体字")]
    [InlineData("筆記型電腦", "笔记型电脑")]
    [InlineData("運動鞋連衣裙", "运动鞋连衣裙")]
    [InlineData("開關線裡", "开关线裡")]
    public void Traditional_Chinese_becomes_simplified(string text, string expected) => Assert.Equal(expected, Fold(text));

    [Theory]
    [InlineData("笔记本电脑")]
    [InlineData("乾")]   // dry or the trigram: its simplified form depends on the meaning
    [InlineData("カメラ")]
    [InlineData("한국어")]
    public void Other_characters_stay(string text) => Assert.Equal(text, Fold(text));

    [Fact]
    public void A_simplified_form_is_not_folded_again()
    {
        for (var value = 0x4E00; value <= 0x9FFF; value++)
            Assert.Equal(ChineseFolding.Fold(value), ChineseFolding.Fold(ChineseFolding.Fold(value)));
    }

    [Fact]
    public void Every_pair_of_the_table_is_used()
    {
        Assert.Equal(0, SimplifiedPairs.Text.Length % 2);
        Assert.InRange(SimplifiedPairs.Text.Length / 2, 2_500, 3_000);
        for (var i = 0; i < SimplifiedPairs.Text.Length; i += 2)
            Assert.Equal(SimplifiedPairs.Text[i + 1], (char)ChineseFolding.Fold(SimplifiedPairs.Text[i]));
    }

    [Theory]
    [InlineData("ＡＢＣ１２！", "abc12!")]
    [InlineData("ｶﾒﾗ", "カメラ")]
    [InlineData("\u3000", " ")]
    public void Widths_meet(string text, string expected) => Assert.Equal(expected, Fold(text));

    [Theory]
    [InlineData("CAFÉ Ångström", "cafe angstrom")]
    [InlineData("e\u0301", "e")]
    public void Case_and_accents_go(string text, string expected) => Assert.Equal(expected, Fold(text));

    [Fact]
    public void Digits_of_every_script_are_digits() => Assert.Equal("123", Fold("١٢٣"));

    [Fact]
    public void Half_a_surrogate_pair_separates() =>
        Assert.Equal(["lap", "top"], Tokenizer.Tokens("lap\uD83Dtop").Select(token => token.Text));

    private static string Fold(string text) => string.Concat(text.EnumerateRunes().Select(rune => Folding.Fold(rune)).OfType<Rune>());
}
