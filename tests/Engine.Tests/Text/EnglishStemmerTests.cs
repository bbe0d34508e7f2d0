using CsCheck;
using Recsys.Engine.Text;
using Xunit;

namespace Recsys.Engine.Tests.Text;

public sealed class EnglishStemmerTests
{
    [Theory]
    [InlineData("shoes", "shoe")]
    [InlineData("batteries", "battery")]
    [InlineData("boxes", "box")]
    [InlineData("brushes", "brush")]
    [InlineData("watches", "watch")]
    [InlineData("dresses", "dress")]
    [InlineData("houses", "house")]
    public void A_plural_meets_its_singular(string plural, string singular) =>
        Assert.Equal(EnglishStemmer.Stem(singular), EnglishStemmer.Stem(plural));

    [Theory]
    [InlineData("painting", "painted", "paint")]
    [InlineData("sliding", "slides", "slide")]
    [InlineData("dimming", "dimmed", "dim")]
    [InlineData("insulating", "insulated", "insulate")]
    [InlineData("drilling", "drilled", "drill")]
    public void Forms_of_a_verb_meet(string one, string other, string stem)
    {
        Assert.Equal(stem, EnglishStemmer.Stem(one));
        Assert.Equal(stem, EnglishStemmer.Stem(other));
    }

    [Theory]
    [InlineData("glass")]
    [InlineData("bus")]
    [InlineData("cactus")]
    [InlineData("string")]
    [InlineData("red")]
    [InlineData("seed")]
    [InlineData("gas")]
    [InlineData("кросовки")]
    [InlineData("brosés")]
    public void What_is_no_inflection_stays(string word) => Assert.Equal(word, EnglishStemmer.Stem(word));

    [Fact]
    public void A_stem_is_never_empty_and_never_longer_than_a_letter_more() =>
        Gen.Char['a', 'z']
            .Array[1, 12]
            .Select(letters => new string(letters))
            .Sample(
                word => EnglishStemmer.Stem(word) is { Length: > 1 } stem ? stem.Length <= word.Length : word.Length == 1,
                iter: 5_000
            );
}
