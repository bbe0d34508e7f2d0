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
    public void A_classifier_reads_tokens_as_often_as_they_occur_and_grams_in_buckets_apart()
    {
        var text = AnalysedText.Of("Reds 14英寸 reds");
        var features = TextFeatures.Apart(text, Buckets);
        var first = TextFeatures.FirstGram(Buckets);
        Assert.Equal(text.Tokens.Count, features.TakeWhile(feature => feature < first).Count());
        Assert.Equal(features[0], features[text.Tokens.Count - 1]);
        var grams = features.Skip(text.Tokens.Count).ToArray();
        Assert.NotEmpty(grams);
        Assert.All(grams, gram => Assert.InRange(gram, first, Buckets - 1));
        Assert.Equal(grams.Distinct(), grams);
        Assert.NotEqual(features[0], TextFeatures.Apart(AnalysedText.Of("red"), Buckets)[0]); // as written, not by the stem
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
