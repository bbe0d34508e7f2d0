using CsCheck;
using Recsys.Engine.Ranking;
using Recsys.Engine.Vectors;
using Xunit;

namespace Recsys.Engine.Tests.Vectors;

public sealed class TopKTests
{
    [Fact]
    public void It_keeps_what_a_full_sort_keeps() =>
        // few distinct scores, so that ties are common
        Gen.Select(Gen.Int[-4, 4].Array[0, 400], Gen.Int[0, 60]).Sample((scores, k) =>
        {
            using var top = new TopK(k);
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] >= top.Threshold) top.Add(i, scores[i]);
            }
            return top.ToSorted().SequenceEqual(Sorted(scores).Take(k));
        });

    [Fact]
    public void The_order_of_arrival_does_not_matter() =>
        Gen.Select(Gen.Int[-4, 4].Array[1, 100], Gen.Int[1, 20]).Sample((scores, k) =>
        {
            using var top = new TopK(k);
            for (var i = scores.Length - 1; i >= 0; i--) top.Add(i, scores[i]);
            return top.ToSorted().SequenceEqual(Sorted(scores).Take(k));
        });

    [Fact]
    public void The_kept_are_told_without_their_order() =>
        Gen.Select(Gen.Int[-4, 4].Array[0, 400], Gen.Int[0, 60]).Sample((scores, k) =>
        {
            using var top = new TopK(k);
            for (var i = 0; i < scores.Length; i++) top.Add(i, scores[i]);
            var products = new int[k];
            var count = top.CopyProducts(products);
            return products.Take(count).Order().SequenceEqual(Sorted(scores).Take(k).Select(hit => hit.Product).Order());
        });

    [Fact]
    public void Scores_of_any_size_keep_their_bits()
    {
        float[] scores = [float.MinValue, -1, -float.Epsilon, 0, float.Epsilon, 1e-20f, 1, float.MaxValue, float.PositiveInfinity];
        using var top = new TopK(scores.Length);
        for (var i = 0; i < scores.Length; i++) top.Add(i, scores[i]);
        Assert.Equal(scores.Select((score, i) => new Hit(i, score)).Reverse(), top.ToSorted());
    }

    private static IEnumerable<Hit> Sorted(int[] scores) =>
        scores.Select((score, index) => new Hit(index, score)).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Product);
}
