using Recsys.Model.Checkpoints;

namespace Recsys.Model.Pruning;

/// <summary>Slices of a tensor along one axis.</summary>
internal static class Slices
{
    /// <summary>The tensor with only the given slices, in their order.</summary>
    /// <param name="tensor">Of one dimension or more.</param>
    /// <param name="axis">Whose slices are taken.</param>
    /// <param name="kept">Numbers of the slices.</param>
    public static FloatTensor Take(FloatTensor tensor, int axis, int[] kept)
    {
        var (outer, count, inner) = Sizes(tensor, axis);
        var data = new float[outer * kept.Length * inner];
        for (var o = 0; o < outer; o++)
            for (var j = 0; j < kept.Length; j++)
                tensor.Data.AsSpan((o * count + kept[j]) * inner, inner).CopyTo(data.AsSpan((o * kept.Length + j) * inner));
        return new FloatTensor([.. tensor.Shape.Select((size, i) => i == axis ? kept.Length : size)], data);
    }

    /// <summary>Sum of squares of each slice.</summary>
    /// <param name="tensor">Of one dimension or more.</param>
    /// <param name="axis">Whose slices are summed.</param>
    public static double[] Energies(FloatTensor tensor, int axis)
    {
        var (outer, count, inner) = Sizes(tensor, axis);
        var energies = new double[count];
        for (var o = 0; o < outer; o++)
            for (var j = 0; j < count; j++)
                foreach (var value in tensor.Data.AsSpan((o * count + j) * inner, inner)) energies[j] += (double)value * value;
        return energies;
    }

    private static (int Outer, int Count, int Inner) Sizes(FloatTensor tensor, int axis)
    {
        var (outer, inner) = (1, 1);
        for (var i = 0; i < tensor.Shape.Length; i++)
        {
            if (i < axis) outer *= (int)tensor.Shape[i];
            else if (i > axis) inner *= (int)tensor.Shape[i];
        }
        return (outer, (int)tensor.Shape[axis], inner);
    }
}
