using CsCheck;
using Recsys.Engine.Ranking;
using Recsys.Engine.Vectors;
using Xunit;

namespace Recsys.Engine.Tests.Vectors;

public sealed class TopKTests
{
    [Fact]
    public void The_heap_keeps_what_a_full_sort_keeps() =>
        // few distinct scores, so that ties are common
        Gen.Select(Gen.Int[-4, 4].Array[0, 200], Gen.Int[0, 30]).Sample((scores, k) =>
        {
            var top = new TopK(k);
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
            var top = new TopK(k);
            for (var i = scores.Length - 1; i >= 0; i--) top.Add(i, scores[i]);
            return top.ToSorted().SequenceEqual(Sorted(scores).Take(k));
        });

    private static IEnumerable<Hit> Sorted(int[] scores) =>
        scores.Select((score, index) => new Hit(index, score)).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Product);
}
