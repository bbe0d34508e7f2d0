using CsCheck;
using Recsys.Engine.Text;
using Xunit;

namespace Recsys.Engine.Tests.Text;

public sealed class TextFeaturesTests
{
    private const int Buckets = 1 << 14;

    [Fact]
    public void The_hash_is_part_of_the_bundle_format() =>
        // Changing these numbers makes every trained text table useless: raise the bundle's format version.
        Assert.Equal(
            [
                Golden("wred"),
                Golden("g<re"),
                Golden("gred"),
                Golden("ged>"),
                Golden("x14in"),
                Golden("g<14"),
                Golden("g14i"),
                Golden("g4in"),
                Golden("gin>"),
                Golden("n14"),
                Golden("c英"),
                Golden("c寸"),
                Golden("b英寸"),
            ],
            TextFeatures.Of("Red 14英寸", Buckets)
        );

    [Fact]
    public void Tokens_and_grams_have_buckets_apart_and_an_unknown_token_counts_nothing()
    {
        var text = AnalysedText.Of("Red 14英寸");
        var features = TextFeatures.Apart(text, Buckets);
        Assert.Equal(TextFeatures.Of(text, Buckets).Length, features.Length);
        Assert.Equal(
            text.Tokens.Select(token => token.Stem).Distinct().Count(),
            features.Count(feature => feature < TextFeatures.FirstGram(Buckets))
        );
        var known = TextFeatures.Apart(text, Buckets, stem => stem != "red");
        Assert.Equal(features.Skip(1), known);
    }

    [Fact]
    public void The_hash_of_a_word_stays_the_same() => Assert.Equal(FnvThenMurmur("wred"), TextFeatures.Hash('w', "red"));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("👟🔥❤️")]
    [InlineData("!?-–…")]
    public void A_text_without_letters_or_digits_has_none(string text) => Assert.Empty(TextFeatures.Of(text, Buckets));

    [Fact]
    public void Width_case_and_accents_do_not_matter() =>
        Assert.Equal(TextFeatures.Of("cafe 14", Buckets), TextFeatures.Of("ＣＡＦÉ　１４", Buckets));

    [Fact]
    public void Inflected_words_share_their_own_feature() =>
        Assert.Contains(Golden("wbox"), TextFeatures.Of("boxes", Buckets).Intersect(TextFeatures.Of("box", Buckets)));

    [Fact]
    public void Misspelt_words_share_features() =>
        Assert.True(TextFeatures.Of("keyboard", Buckets).Intersect(TextFeatures.Of("keybord", Buckets)).Count() >= 4);

    [Fact]
    public void Ten_thousand_characters_give_a_bounded_number()
    {
        var text = string.Join(' ', Enumerable.Range(0, 2_000).Select(i => $"w{i}"));
        Assert.True(text.Length > 10_000);
        Assert.Equal(TextFeatures.Most, TextFeatures.Of(text, Buckets).Length);
    }

    [Fact]
    public void Features_of_any_text_are_distinct_in_range_and_repeatable() =>
        Gen.Select(Gen.String, Gen.Int[1, 5_000]).Sample((text, buckets) =>
        {
            var features = TextFeatures.Of(text, buckets);
            return features.Length <= TextFeatures.Most
                && features.Distinct().Count() == features.Length
                && features.All(feature => feature >= 0 && feature < buckets)
                && features.SequenceEqual(TextFeatures.Of(text, buckets));
        }, iter: 2_000);

    [Fact]
    public void Features_spread_evenly_over_a_power_of_two()
    {
        const int buckets = 64, words = 64_000;
        var counts = new int[buckets];
        for (var i = 0; i < words; i++) counts[TextFeatures.Hash('w', $"word{i}") % buckets]++;
        var chiSquared = counts.Sum(count => Math.Pow(count - words / (double)buckets, 2) / (words / (double)buckets));
        Assert.InRange(chiSquared, 0, 117); // 63 degrees of freedom: exceeded once in 30,000 draws
    }

    private static int Golden(string prefixed) => (int)(FnvThenMurmur(prefixed) % Buckets);

    // Written a second time, from the definition, byte by byte.
    private static uint FnvThenMurmur(string prefixed)
    {
        var h = 0x811C9DC5u;
        foreach (var octet in System.Text.Encoding.Unicode.GetBytes(prefixed)) h = unchecked((h ^ octet) * 0x01000193u);
        h ^= h >> 16;
        h = unchecked(h * 0x85EBCA6Bu);
        h ^= h >> 13;
        h = unchecked(h * 0xC2B2AE35u);
        return h ^ (h >> 16);
    }
}
