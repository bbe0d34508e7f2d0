using CsCheck;
using Recsys.Engine.Ranking;
using Xunit;

namespace Recsys.Engine.Tests.Ranking;

public sealed class DiversityTests
{
    private static readonly Gen<(Hit[] Hits, float[][] Vectors)> Candidates =
        from scores in Gen.Float[-5, 5].Array[1, 12]
        from vectors in Gen.Float[-1, 1].Array[3].Array[scores.Length]
        select (scores.OrderDescending().Select((score, i) => new Hit(i, score)).ToArray(), vectors);

    [Fact]
    public void Without_diversity_the_order_stays() =>
        Candidates.Sample(given => Assert.Equal(given.Hits.Take(5), Diversity.Pick(given.Hits, given.Vectors, 0, 5)));

    [Fact]
    public void Each_pick_is_the_best_by_the_definition() =>
        Gen.Select(Candidates, Gen.Double[0.01, 1]).Sample((given, diversity) =>
        {
            var picked = Diversity.Pick(given.Hits, given.Vectors, diversity, given.Hits.Length);
            Assert.Equal(given.Hits.Select(hit => hit.Product), picked.Select(hit => hit.Product).Order());
            for (var i = 0; i < picked.Length; i++)
            {
                var before = picked[..i];
                double Value(Hit hit) => (1 - diversity) * Relevance(given.Hits, hit)
                    - diversity * (i == 0 ? 0 : before.Max(one => Cosine(given.Vectors[one.Product], given.Vectors[hit.Product])));
                Assert.True(picked[i..].All(later => Value(later) <= Value(picked[i]) + 1e-5));
            }
        });

    [Fact]
    public void A_near_copy_of_the_best_comes_last()
    {
        Hit[] hits = [new(0, 3), new(1, 2.9f), new(2, 1)];
        float[][] vectors = [[1, 0], [1, 0.01f], [0, 1]];
        Assert.Equal([0, 2], Diversity.Pick(hits, vectors, 0.7, 2).Select(hit => hit.Product));
        Assert.Equal([0, 1], Diversity.Pick(hits, vectors, 0.2, 2).Select(hit => hit.Product));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void Anything_else_is_no_diversity(double diversity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Diversity.Pick([], [], diversity, 1));

    private static double Relevance(Hit[] hits, Hit hit)
    {
        double most = hits.Max(one => one.Score), least = hits.Min(one => one.Score);
        return most > least ? (hit.Score - least) / (most - least) : 1;
    }

    private static double Cosine(float[] a, float[] b)
    {
        double dot = 0, left = 0, right = 0;
        for (var i = 0; i < a.Length; i++) (dot, left, right) = (dot + a[i] * b[i], left + a[i] * a[i], right + b[i] * b[i]);
        return left > 0 && right > 0 ? dot / Math.Sqrt(left * right) : 0;
    }
}
