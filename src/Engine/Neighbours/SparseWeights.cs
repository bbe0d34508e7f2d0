namespace Recsys.Engine.Neighbours;

/// <summary>Weights from product to product, by source: row j holds what having product j says for other products.</summary>
/// <param name="Starts">N + 1 positions; row j is Starts[j] … Starts[j + 1] − 1.</param>
/// <param name="Items">Target products, ascending within a row.</param>
/// <param name="Weights">One weight for each target.</param>
public sealed record SparseWeights(int[] Starts, int[] Items, float[] Weights)
{
    /// <summary>Source products, N.</summary>
    public int Products => Starts.Length - 1;

    /// <summary>Adds a row, times a factor, to the scores of its targets.</summary>
    public void AddRow(int row, float factor, Span<float> scores)
    {
        for (var i = Starts[row]; i < Starts[row + 1]; i++) scores[Items[i]] += factor * Weights[i];
    }
}
