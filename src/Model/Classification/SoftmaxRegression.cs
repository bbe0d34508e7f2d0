using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Recsys.Model.Classification;

/// <summary>
/// Multinomial logistic regression, wide and deep (Cheng et al., DLRS 2016): logits = b + mean of the features' rows of a table
/// of its own + A · query vector. Trained by AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011), which suits sparse features.
/// </summary>
public sealed class SoftmaxRegression
{
    private const float Epsilon = 1e-6f, WideRate = 1, BiasRate = 0.1f, DeepRate = 0.5f;

    // Rows are padded so that vectors of any processor fit; no sum crosses lanes, so the width changes nothing.
    private const int Lanes = 16;

    private readonly int _classes, _stride, _buckets, _dimensions;
    private readonly float[] _logits, _slope;
    private readonly Weights _wide, _bias;
    private readonly Weights _deep; // [d, classes]: a row for each dimension of the query vector

    public SoftmaxRegression(int classes, int buckets, int dimensions)
    {
        (_classes, _stride, _buckets, _dimensions) = (classes, (classes + Lanes - 1) / Lanes * Lanes, buckets, dimensions);
        (_logits, _slope) = (new float[_stride], new float[_stride]);
        (_wide, _bias, _deep) = (new Weights(buckets * _stride), new Weights(_stride), new Weights(dimensions * _stride));
    }

    /// <summary>Logits of an example; valid until the next call.</summary>
    public ReadOnlySpan<float> Logits(ReadOnlySpan<int> features, ReadOnlySpan<float> query)
    {
        Array.Clear(_logits);
        foreach (var feature in features) TensorPrimitives.Add(_logits, Row(_wide.Value, feature % _buckets), _logits);
        TensorPrimitives.Divide(_logits, features.Length, _logits);
        TensorPrimitives.Add(_logits, _bias.Value, _logits);
        for (var i = 0; i < _dimensions; i++) TensorPrimitives.MultiplyAdd(Row(_deep.Value, i), query[i], _logits, _logits);
        return _logits.AsSpan(0, _classes);
    }

    /// <summary>One step on one example.</summary>
    /// <param name="features">What is left of its features, at least one.</param>
    /// <param name="query">Its query vector.</param>
    /// <param name="label">Its class.</param>
    /// <param name="size">Mean sum of the absolute values of the query vectors, so that the step does not depend on their scale.</param>
    public void Learn(ReadOnlySpan<int> features, ReadOnlySpan<float> query, int label, float size)
    {
        Probabilities(Logits(features, query), 1, _slope);
        _slope[label] -= 1;
        _bias.Step(0, _slope, 1, BiasRate);
        foreach (var feature in features) _wide.Step(feature % _buckets * _stride, _slope, 1f / features.Length, WideRate);
        for (var i = 0; i < _dimensions; i++) _deep.Step(i * _stride, _slope, query[i], DeepRate / size);
    }

    /// <summary>Softmax of the logits over the temperature; what is left of the target stays as it is.</summary>
    public static void Probabilities(ReadOnlySpan<float> logits, double temperature, Span<float> into)
    {
        var largest = TensorPrimitives.Max(logits);
        double sum = 0;
        for (var i = 0; i < logits.Length; i++) sum += into[i] = (float)Math.Exp((logits[i] - largest) / temperature);
        for (var i = 0; i < logits.Length; i++) into[i] = (float)(into[i] / sum);
    }

    /// <summary>The weights so far, mixed with naive Bayes, whose rows go into the same table. Tables of fewer rows than there are features
    /// hold the sum of what shares a row.</summary>
    public ClassifierWeights Export(BayesMixture mixture, FeatureBayes bayes)
    {
        var (own, theirs) = ((1 - mixture.Weight) / mixture.Temperature, mixture.Weight / mixture.Temperature);
        var weights = new ClassifierWeights(
            Matrix(_wide.Value, _buckets, own),
            Transposed(own),
            [.. _bias.Value.Take(_classes).Select((value, c) => (float)(own * value + theirs * bayes.Priors[c]))]
        );
        if (theirs == 0) return weights;
        foreach (var (feature, row) in bayes.Rows)
        {
            var at = (long)(feature % _buckets) * _classes;
            for (var c = 0; c < _classes; c++) weights.Wide.Data[at + c] += (float)(theirs * bayes.Length * row[c]);
        }
        return weights;
    }

    /// <summary>Copies of the weights, to return to.</summary>
    public float[][] Capture() => [(float[])_wide.Value.Clone(), (float[])_bias.Value.Clone(), (float[])_deep.Value.Clone()];

    /// <summary>Returns to captured weights.</summary>
    public void Restore(float[][] captured)
    {
        captured[0].CopyTo(_wide.Value, 0);
        captured[1].CopyTo(_bias.Value, 0);
        captured[2].CopyTo(_deep.Value, 0);
    }

    private Span<float> Row(float[] table, int row) => table.AsSpan(row * _stride, _stride);

    private Checkpoints.FloatTensor Matrix(float[] table, int rows, double factor)
    {
        var data = new float[(long)rows * _classes];
        for (var row = 0; row < rows; row++)
            for (var i = 0; i < _classes; i++) data[row * _classes + i] = (float)(table[row * _stride + i] * factor);
        return new([rows, _classes], data);
    }

    private Checkpoints.FloatTensor Transposed(double factor)
    {
        var data = new float[_classes * _dimensions];
        for (var i = 0; i < _classes; i++)
            for (var k = 0; k < _dimensions; k++) data[i * _dimensions + k] = (float)(_deep.Value[k * _stride + i] * factor);
        return new([_classes, _dimensions], data);
    }

    private sealed class Weights(int size)
    {
        public readonly float[] Value = new float[size];
        private readonly float[] _squares = new float[size];

        public void Step(int at, float[] slope, float factor, float rate)
        {
            var value = MemoryMarshal.Cast<float, Vector<float>>(Value.AsSpan(at, slope.Length));
            var squares = MemoryMarshal.Cast<float, Vector<float>>(_squares.AsSpan(at, slope.Length));
            var slopes = MemoryMarshal.Cast<float, Vector<float>>(slope.AsSpan());
            var epsilon = new Vector<float>(Epsilon);
            for (var i = 0; i < slopes.Length; i++)
            {
                var gradient = slopes[i] * factor;
                squares[i] += gradient * gradient;
                value[i] -= rate * gradient / (Vector.SquareRoot(squares[i]) + epsilon);
            }
        }
    }
}

/// <summary>What a bundle's classifier computes: softmax(bias + mean of rows of Wide + Deep · query).</summary>
/// <param name="Wide">[B, C]; feature f has the row f mod B.</param>
/// <param name="Deep">[C, d].</param>
/// <param name="Bias">[C].</param>
public sealed record ClassifierWeights(Checkpoints.FloatTensor Wide, Checkpoints.FloatTensor Deep, float[] Bias);
