namespace Recsys.Model.Checkpoints;

/// <summary>A dense float32 tensor in row-major order; an empty shape is a scalar.</summary>
public sealed record FloatTensor
{
    /// <exception cref="ArgumentException">The shape does not fit the number of values.</exception>
    public FloatTensor(long[] shape, float[] data)
    {
        var size = shape.Aggregate(1L, (product, dimension) => checked(product * dimension));
        if (size != data.Length || shape.Any(dimension => dimension < 0))
            throw new ArgumentException($"shape [{string.Join(", ", shape)}] does not hold {data.Length} values");
        (Shape, Data) = (shape, data);
    }

    public long[] Shape { get; }

    public float[] Data { get; }
}
