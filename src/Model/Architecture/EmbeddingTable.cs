namespace Recsys.Model.Architecture;

/// <summary>A table with one learned vector a row, [rows, width].</summary>
/// <param name="name">Of its tensor.</param>
/// <param name="rows">Number of vectors.</param>
/// <param name="width">Length of a vector.</param>
/// <param name="deviation">Standard deviation of the vectors' first values.</param>
public sealed class EmbeddingTable(string name, long rows, long width, double deviation) : ILayer
{
    public TensorSpec Weight { get; } = new(name, [rows, width], new Initial.Normal(deviation));

    public long Rows { get; } = rows;

    public long Width { get; } = width;

    public IEnumerable<TensorSpec> Tensors => [Weight];
}
