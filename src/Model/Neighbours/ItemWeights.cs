using System.Runtime.InteropServices;
using Recsys.Engine.Neighbours;
using static TorchSharp.torch;

namespace Recsys.Model.Neighbours;

/// <summary>Item-to-item weights learned from who has what.</summary>
public static class ItemWeights
{
    /// <summary>Largest catalogue for <see cref="Ease"/>: its matrix has N² float32 values, 1.6 GB here, of which a second one is needed
    /// for a time.</summary>
    public const int MostEaseProducts = 20_000;

    /// <summary>
    /// EASE (Steck, WWW 2019, arXiv:1905.03375): the item-item matrix B with a zero diagonal that reconstructs the user-item matrix X
    /// best, argmin |X − XB|² + λ|B|². With P = (XᵀX + λI)⁻¹ it is B = I − P · diag(1 / P).
    /// </summary>
    /// <param name="itemsOfUser">Each user's products, each product once.</param>
    /// <param name="products">Products there are, N.</param>
    /// <param name="lambda">λ above 0.</param>
    /// <param name="keep">Weights kept of each row: those largest in amount, negative ones too; equal ones by index.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MostEaseProducts"/> products, λ or <paramref name="keep"/> not
    /// above 0.</exception>
    public static SparseWeights Ease(IReadOnlyList<int[]> itemsOfUser, int products, double lambda, int keep)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(products, MostEaseProducts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lambda);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(keep);
        // A product that nobody has is apart from all others: its row and column are zero.
        var known = itemsOfUser.SelectMany(items => items).Distinct().Order().ToArray();
        if (known.Length == 0) return new SparseWeights(new int[products + 1], [], []);
        var place = new int[products];
        Array.Fill(place, -1);
        for (var i = 0; i < known.Length; i++) place[known[i]] = i;
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var inverse = Invert(Gram(itemsOfUser, place, known.Length, (float)lambda));
        var values = MemoryMarshal.Cast<byte, float>(inverse.bytes);
        var diagonal = new float[known.Length];
        for (var i = 0; i < diagonal.Length; i++) diagonal[i] = values[i * known.Length + i];
        var row = new float[known.Length];
        return Rows(products, product =>
        {
            if (place[product] is not (>= 0 and var i)) return [];
            // P is symmetric: its row i is its column i.
            MemoryMarshal.Cast<byte, float>(inverse.bytes).Slice(i * row.Length, row.Length).CopyTo(row);
            for (var j = 0; j < row.Length; j++) row[j] /= -diagonal[j];
            row[i] = 0;
            return Largest(row, keep).Select(j => (known[j], row[j]));
        });
    }

    /// <summary>Shrunk cosines of the products' user sets (<see cref="CoOccurrence.Cosines"/>).</summary>
    /// <param name="itemsOfUser">Each user's products, each product once.</param>
    /// <param name="products">Products there are, N.</param>
    /// <param name="shrink">At least 0.</param>
    /// <param name="keep">Neighbours kept of each product: the most similar ones, equal ones by index; never itself.</param>
    public static SparseWeights Knn(IReadOnlyList<int[]> itemsOfUser, int products, double shrink, int keep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shrink);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(keep);
        var together = new CoOccurrence(itemsOfUser, products);
        return Rows(products, product => together.Cosines(product, shrink, keep));
    }

    private static SparseWeights Rows(int products, Func<int, IEnumerable<(int Item, float Weight)>> row)
    {
        var starts = new int[products + 1];
        var (items, weights) = (new List<int>(), new List<float>());
        for (var product = 0; product < products; product++)
        {
            foreach (var (item, weight) in row(product))
            {
                items.Add(item);
                weights.Add(weight);
            }
            starts[product + 1] = items.Count;
        }
        return new SparseWeights(starts, [.. items], [.. weights]);
    }

    // XᵀX + λI over the products that somebody has, [n, n].
    private static Tensor Gram(IReadOnlyList<int[]> itemsOfUser, int[] place, int n, float lambda)
    {
        var gram = zeros(n, n);
        var values = MemoryMarshal.Cast<byte, float>(gram.bytes);
        foreach (var items in itemsOfUser)
            foreach (var one in items)
                foreach (var other in items) values[place[one] * n + place[other]]++;
        for (var i = 0; i < n; i++) values[i * n + i] += lambda;
        return gram;
    }

    // Symmetric and positive definite: by Cholesky. Each matrix is let go as soon as the next is there.
    private static Tensor Invert(Tensor gram)
    {
        var factor = linalg.cholesky(gram);
        gram.Dispose();
        var inverse = factor.cholesky_inverse();
        factor.Dispose();
        return inverse.contiguous();
    }

    // Ascending places of the values that are largest in amount; none that is 0.
    private static int[] Largest(float[] row, int keep)
    {
        var best = new PriorityQueue<int, (float Amount, int Later)>();
        for (var j = 0; j < row.Length; j++)
        {
            var amount = Math.Abs(row[j]);
            if (amount == 0 || (best.Count == keep && best.TryPeek(out _, out var least) && amount <= least.Amount)) continue;
            best.Enqueue(j, (amount, -j));
            if (best.Count > keep) best.Dequeue();
        }
        return [.. best.UnorderedItems.Select(pair => pair.Element).Order()];
    }
}
