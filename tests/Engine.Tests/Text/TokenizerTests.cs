using Recsys.Engine.Text;
using Xunit;

namespace Recsys.Engine.Tests.Text;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("Red  Shoes", "red shoes")]
    [InlineData("14英寸", "14in 14 英 寸 英寸")]
    [InlineData("256GB", "256gb 256 gb")]
    [InlineData("15.6-inch", "15.6in 15.6 in")]
    [InlineData("85123A", "85123a 85123 a")]
    [InlineData("end. 3. Next", "end 3 next")]
    [InlineData("ＡＢＣ１２", "abc12 abc 12")]
    [InlineData("women's t-shirt", "womens t shirt")]
    [InlineData("women’s", "womens")]
    [InlineData("Café CAFE\u0301", "cafe cafe")]
    [InlineData("联想ThinkPad笔记本", "联 想 联想 thinkpad 笔 记 笔记 本 记本")]
    [InlineData("红 色", "红 色")]
    [InlineData("ｶﾒﾗ", "カ メ カメ ラ メラ")]
    [InlineData("Ноутбук ЧЁРНЫЙ", "ноутбук чёрный")]
    [InlineData("٣ kg", "3kg 3 kg")]
    [InlineData("𠮷野家", "𠮷 野 𠮷野 家 野家")]
    [InlineData("👟🔥 !!", "")]
    [InlineData("", "")]
    [InlineData("\ud83d", "")]
    [InlineData("soft\u00ADware zero\u200Bwidth", "software zerowidth")]
    public void Text_becomes_these_tokens(string text, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Tokenizer.Tokens(text).Select(token => token.Text));

    [Theory]
    [InlineData("512GB", "512 GB")]
    [InlineData("512GB", "512-gb")]
    [InlineData("RTX4060", "RTX 4060")]
    [InlineData("RTX4060Ti", "rtx-4060ti")]
    [InlineData("14英寸", "14 英寸")]
    [InlineData("14寸", "14 寸")]
    [InlineData("5公斤", "5 公斤")]
    [InlineData("2.5L", "2.5 litres")]
    public void A_measure_or_a_model_number_has_the_same_whole_with_a_space_and_without(string touching, string apart)
    {
        var whole = Assert.Single(Tokenizer.Tokens(touching), token => token.Kind == TokenKind.Compound);
        Assert.Contains(whole, Tokenizer.Tokens(apart));
    }

    [Theory]
    [InlineData("14 inch")]
    [InlineData("14 inches")]
    [InlineData("14in")]
    [InlineData("14\"")]
    [InlineData("14寸")]
    [InlineData("14吋")]
    [InlineData("14 英寸")]
    public void A_unit_has_one_form(string text) => Assert.Contains(new Token(TokenKind.Compound, "14in"), Tokenizer.Tokens(text));

    [Theory]
    [InlineData("512, GB")]
    [InlineData("rtx: 4060")]
    [InlineData("40 watches")]
    [InlineData("inch")]
    [InlineData("extraordinary 7")]
    [InlineData("v 7")]
    public void What_does_not_belong_together_stays_apart(string text) =>
        Assert.DoesNotContain(Tokenizer.Tokens(text), token => token.Kind == TokenKind.Compound);

    [Fact]
    public void Tokens_carry_their_kind() =>
        Assert.Equal(
            [
                new(TokenKind.Compound, "14pro"),
                new(TokenKind.Number, "14"),
                new(TokenKind.Word, "pro"),
                new(TokenKind.Character, "手"),
                new(TokenKind.Character, "机"),
                new Token(TokenKind.Bigram, "手机"),
            ],
            Tokenizer.Tokens("14Pro 手机")
        );

    [Fact]
    public void A_word_without_end_is_cut() =>
        Assert.Equal(Tokenizer.LongestWord, Assert.Single(Tokenizer.Tokens(new string('a', 10_000))).Text.Length);
}
