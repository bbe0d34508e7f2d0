using System.Numerics.Tensors;

namespace Recsys.Engine.Ranking;

/// <summary>
/// Maximal marginal relevance (Carbonell and Goldstein 1998, doi:10.1145/290941.291025): picks one product after another, each the best
/// by (1 − diversity) · relevance − diversity · the largest cosine to a product already picked. Exact over the candidates.
/// </summary>
public static class Diversity
{
    /// <param name="candidates">Best first, with scores of any scale: relevance is where a score lies between the least, 0, and the
    /// largest, 1.</param>
    /// <param name="vectors">A vector for each candidate, of any length of its own; a vector of zeros is like no other.</param>
    /// <param name="diversity">0 keeps the order, 1 asks for unlikeness alone.</param>
    /// <param name="k">Products wanted.</param>
    /// <returns>At most k candidates with their own scores, in the order in which they were picked.</returns>
    public static Hit[] Pick(IReadOnlyList<Hit> candidates, IReadOnlyList<float[]> vectors, double diversity, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(diversity, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(diversity, 1);
        var picked = new Hit[Math.Min(k, candidates.Count)];
        var (relevance, units) = (Relevance(candidates), vectors.Select(Unit).ToArray());
        var (taken, nearest) = (new bool[candidates.Count], new double[candidates.Count]);
        for (var i = 0; i < picked.Length; i++)
        {
            var (best, bestValue) = (-1, double.NegativeInfinity);
            for (var c = 0; c < candidates.Count; c++)
            {
                // Of equal ones the better candidate, which comes earlier.
                var value = (1 - diversity) * relevance[c] - diversity * nearest[c];
                if (!taken[c] && value > bestValue) (best, bestValue) = (c, value);
            }
            (picked[i], taken[best]) = (candidates[best], true);
            for (var c = 0; c < candidates.Count; c++)
            {
                var cosine = (double)TensorPrimitives.Dot(units[best].AsSpan(), units[c]);
                nearest[c] = i == 0 ? cosine : Math.Max(nearest[c], cosine);
            }
        }
        return picked;
    }

    private static double[] Relevance(IReadOnlyList<Hit> candidates)
    {
        if (candidates.Count == 0) return [];
        double most = candidates.Max(hit => hit.Score), least = candidates.Min(hit => hit.Score);
        return [.. candidates.Select(hit => most > least ? (hit.Score - least) / (most - least) : 1)];
    }

    private static float[] Unit(float[] vector)
    {
        var norm = TensorPrimitives.Norm<float>(vector);
        return norm > 0 ? [.. vector.Select(value => value / norm)] : vector;
    }
}
