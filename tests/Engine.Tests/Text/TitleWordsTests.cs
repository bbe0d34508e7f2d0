using Recsys.Engine.Text;
using Xunit;

namespace Recsys.Engine.Tests.Text;

public sealed class TitleWordsTests
{
    [Theory]
    [InlineData("夜鸢 Nightkyte S51 显示器", "夜鸢* nightkyte s51 显示器*")]
    [InlineData("15.6英寸 16GB内存", "15.6 +英寸* 16gb +内存*")]
    [InlineData("Women's T-Shirt, 1.5 L.", "womens t shirt 1.5 l")]
    [InlineData("３２ＧＢ", "32gb")]
    [InlineData("a.b 1.", "a b 1")]
    [InlineData("🫖…", "")]
    public void A_title_falls_into_words(string title, string words) =>
        Assert.Equal(
            words,
            string.Join(' ', TitleWords.Of(title).Select(word => (word.Touches ? "+" : "") + word.Text + (word.Unspaced ? "*" : "")))
        );

    [Fact]
    public void Words_keep_how_they_were_written() =>
        Assert.Equal(["Women's", "Café", "１６GB"], TitleWords.Of("Women's Café １６GB").Select(word => word.Written));

    [Fact]
    public void Endless_words_end() =>
        Assert.Equal(Tokenizer.LongestWord, Assert.Single(TitleWords.Of(new string('a', 10_000))).Text.Length);

    [Theory]
    [InlineData("512gb", "512", "gb")]
    [InlineData("1.5l", "1.5", "l")]
    [InlineData("gb", null, null)]
    [InlineData("12", null, null)]
    [InlineData("12a3", null, null)]
    public void A_measure_is_a_number_and_letters(string text, string? number, string? unit)
    {
        Assert.Equal(number is not null, TitleWords.TryMeasure(text, out var foundNumber, out var foundUnit));
        if (number is not null) Assert.Equal((number, unit), (foundNumber, foundUnit));
    }
}
