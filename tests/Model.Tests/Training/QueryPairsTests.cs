using Recsys.Contracts.Artifacts;
using Recsys.Engine.Text;
using Recsys.Model.Data;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Xunit;

namespace Recsys.Model.Tests.Training;

public sealed class QueryPairsTests
{
    private const int Buckets = 1 << 20;

    private static readonly ProductRow[] Products =
    [
        new("a", "red steel kettle for tea", "Kitchen > Kettles", 1, ""),
        new("b", "绿茶 龙井", "", 1, ""),
        new("c", "🫖🫖 ✨", "", null, ""),
        new("d", "", "Garden > Tools", null, ""),
    ];

    private static List<QueryPair> Draw(params SearchRow[] searches)
    {
        var user = SmallDataset.User("u", 10, 10, (0, EventType.Purchase, 1));
        return new QueryPairs(SmallDataset.Of(Products.Length, [user], searches, index => Products[index]), Buckets).Draw(
            2000,
            new SplitMix(11)
        );
    }

    [Fact]
    public void Without_a_log_queries_are_words_of_titles_or_the_last_of_the_category()
    {
        var pairs = Draw();

        Assert.Equal([0, 1, 3], pairs.Select(pair => pair.Product).Distinct().Order());
        foreach (var (features, product) in pairs)
        {
            var text = TextFeatures.Of($"{Products[product].Title} {Products[product].Category.Split('>')[^1]}", Buckets);
            Assert.NotEmpty(features);
            Assert.Subset(text.ToHashSet(), features.ToHashSet());
        }
        Assert.Contains(pairs, pair => pair.Features.SequenceEqual(TextFeatures.Of("steel kettle for tea", Buckets)));
        Assert.DoesNotContain(pairs, pair => pair.Features.SequenceEqual(TextFeatures.Of(Products[0].Title, Buckets)));
        Assert.All(pairs.Where(pair => pair.Product == 3), pair => Assert.Equal(TextFeatures.Of("Tools", Buckets), pair.Features));
    }

    [Fact]
    public void Half_are_clicks_of_the_train_part()
    {
        var pairs = Draw(
            new SearchRow("samovar", 1, 1, Split.Train),
            new SearchRow("noclick", -1, 1, Split.Train),
            new SearchRow("later", 1, 20, Split.Validation),
            new SearchRow("latest", 1, 20, Split.Test),
            new SearchRow("🫖", 1, 1, Split.Train)
        );

        var clicks = pairs.Where(pair => pair.Features.SequenceEqual(TextFeatures.Of("samovar", Buckets))).ToArray();
        Assert.InRange(clicks.Length, 900, 1100);
        Assert.All(clicks, pair => Assert.Equal(1, pair.Product));
        foreach (var absent in (string[])["noclick", "later", "latest"])
            Assert.DoesNotContain(pairs, pair => pair.Features.SequenceEqual(TextFeatures.Of(absent, Buckets)));
    }
}
