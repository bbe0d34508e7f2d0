using System.Numerics.Tensors;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;

namespace Recsys.Model.Classification;

/// <summary>The query encoder of a checkpoint, in float32: the mean of the text features' vectors, projected.</summary>
public sealed class QueryVectors
{
    private readonly FloatTensor _table;
    private readonly float[] _matrix;
    private readonly float[] _bias;

    /// <param name="weights">The checkpoint's tensors.</param>
    public QueryVectors(IReadOnlyDictionary<string, FloatTensor> weights)
    {
        _table = weights[TextLayers.FeatureTable];
        var projection = new TextLayers(Buckets, Dimensions).Queries;
        (_matrix, _bias) = (weights[projection.Weight.Name].Data, weights[projection.Bias.Name].Data);
    }

    /// <summary>Hash buckets H.</summary>
    public int Buckets => (int)_table.Shape[0];

    /// <summary>Length d of the vectors.</summary>
    public int Dimensions => (int)_table.Shape[1];

    /// <summary>The vector of at least one feature.</summary>
    public float[] Of(ReadOnlySpan<int> features)
    {
        var mean = new float[Dimensions];
        foreach (var feature in features) TensorPrimitives.Add(mean, _table.Data.AsSpan(feature * Dimensions, Dimensions), mean);
        TensorPrimitives.Divide(mean, features.Length, mean);
        var query = new float[Dimensions];
        for (var i = 0; i < query.Length; i++)
            query[i] = _bias[i] + TensorPrimitives.Dot<float>(_matrix.AsSpan(i * Dimensions, Dimensions), mean);
        return query;
    }
}
