using CsCheck;
using Recsys.Model.Evaluation;
using Xunit;

namespace Recsys.Model.Tests.Evaluation;

public sealed class RankingRecorderTests
{
    [Fact]
    public void The_best_are_those_of_a_stable_sort() =>
        Gen.Select(Gen.Int[-3, 3].Select(value => value * 0.5).Array[0, 60], Gen.Int[0, 70], Gen.Int[0, 59].Array[0, 20], Gen.Bool)
            .Sample(
                (scores, depth, excluded, exclude) =>
                {
                    var without = exclude ? excluded.ToHashSet() : null;
                    var expected = Enumerable
                        .Range(0, scores.Length)
                        .Where(i => without?.Contains(i) != true)
                        .OrderByDescending(i => scores[i])
                        .Take(depth);
                    Assert.Equal(expected, RankingRecorder.Best(scores, depth, without));
                },
                iter: 2000
            );

    [Fact]
    public void Zero_and_minus_zero_are_equal() => Assert.Equal([1, 0, 2, 3], RankingRecorder.Best([0.0, 1, -0.0, 0.0], 9, null));

    [Fact]
    public void A_row_has_the_ranks_of_the_relevant_products_and_the_first_ten()
    {
        var row = RankingRecorder.Row("recommend", "bundle", "u", 7, [5, 40, 99], [.. Enumerable.Range(30, 15), 5]);

        Assert.Equal(("recommend", "bundle", "u", 7, 3), (row.Task, row.System, row.Subject, row.History, row.Relevant));
        Assert.Equal([11, 16], row.Ranks);
        Assert.Equal(Enumerable.Range(30, 10), row.Top);
    }
}
