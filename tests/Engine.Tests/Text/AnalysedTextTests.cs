using Recsys.Engine.Text;
using Xunit;

namespace Recsys.Engine.Tests.Text;

public sealed class AnalysedTextTests
{
    [Fact]
    public void Words_have_stems_and_everything_else_is_itself()
    {
        var text = AnalysedText.Of("Red lamps, rtx4060 电脑");
        Assert.Equal(["red", "lamp", "rtx4060", "rtx", "4060", "电", "脑", "电脑"], text.Tokens.Select(token => token.Stem));
        Assert.Equal("lamps", text.Tokens[1].Text);
        Assert.Equal("Red lamps, rtx4060 电脑", text.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("😀 — !")]
    public void A_text_without_letters_or_digits_is_empty(string text) => Assert.True(AnalysedText.Of(text).IsEmpty);

    [Fact]
    public void Terms_and_features_come_from_the_same_tokens()
    {
        const string text = "Garden hoses 50 ft";
        Assert.Equal(["garden", "hose", "50ft", "50", "ft"], SearchTerms.Of(AnalysedText.Of(text)).Select(term => term.Text));
        Assert.Equal(TextFeatures.Of(text, 97), TextFeatures.Of(AnalysedText.Of(text), 97));
    }
}
