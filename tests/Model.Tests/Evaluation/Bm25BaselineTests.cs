using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Evaluation;

public sealed class Bm25BaselineTests
{
    [Fact]
    public void It_shows_what_has_a_word_of_the_query_and_nothing_else()
    {
        var baseline = new Bm25Baseline(
            SmallDataset.Of(
                6,
                [],
                product: index => new ProductRow(
                    $"P{index}",
                    index < 4 ? $"lamp number {index}" : "hose",
                    "home",
                    1,
                    index == 5 ? "for a lamp" : ""
                )
            )
        );
        // equal scores by index; a description counts, a little
        Assert.Equal([0, 1, 2, 3, 5], baseline.Search("lamps", 10));
        Assert.Equal([2], baseline.Search("2", 10));
        Assert.Equal([0, 1], baseline.Search("lamps", 2));
        Assert.Empty(baseline.Search("lampp", 10));
        Assert.Empty(baseline.Search("", 10));
    }
}
