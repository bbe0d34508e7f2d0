using System.Numerics;
using System.Runtime.InteropServices;
using Recsys.Model.Networks;
using static TorchSharp.torch;

namespace Recsys.Model.Training;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1) in one pass over each parameter's own memory: no temporary
/// tensors and no Scalars that a garbage collection could free during a native call.
/// </summary>
public sealed class Adam(double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
{
    private readonly SortedDictionary<string, (float[] Mean, float[] Square)> _moments = new(StringComparer.Ordinal);

    /// <summary>Steps taken, t.</summary>
    public long Steps { get; private set; }

    /// <summary>Mean and squared mean of every parameter's gradients so far; the arrays are the ones in use.</summary>
    public IReadOnlyDictionary<string, (float[] Mean, float[] Square)> Moments => _moments;

    /// <summary>Takes up after <paramref name="steps"/> steps.</summary>
    public void Restore(long steps, IReadOnlyDictionary<string, (float[] Mean, float[] Square)> moments, Parameters parameters)
    {
        Steps = steps;
        _moments.Clear();
        foreach (var (name, value) in parameters.All)
        {
            if (!moments.TryGetValue(name, out var pair)) continue;
            _moments[name] = pair;
            // A parameter with moments has had a gradient, and goes on being updated in steps that do not use it.
            using var gradient = zeros(value.shape);
            value.grad = gradient;
        }
    }

    /// <summary>Updates every parameter that has a gradient and clears the gradient.</summary>
    public void Step(Parameters parameters)
    {
        Steps++;
        // The corrections of both moments, taken out of the loop: ε belongs beside the corrected one.
        var correction = Math.Sqrt(1 - Math.Pow(beta2, Steps));
        var scale = (float)(learningRate * correction / (1 - Math.Pow(beta1, Steps)));
        var smallest = (float)(epsilon * correction);
        foreach (var (name, value) in parameters.All)
        {
            using var gradient = value.grad;
            if (gradient is null) continue;
            if (!_moments.TryGetValue(name, out var moments) || moments.Mean.Length != value.numel())
                _moments[name] = moments = (new float[value.numel()], new float[value.numel()]);
            Update(Memory(value), Memory(gradient), moments.Mean, moments.Square, scale, smallest);
            Memory(gradient).Clear();
        }
    }

    private void Update(Span<float> value, Span<float> gradient, Span<float> mean, Span<float> square, float scale, float e)
    {
        float b1 = (float)beta1, b2 = (float)beta2;
        var width = Vector<float>.Count;
        var end = value.Length - value.Length % width;
        var v = MemoryMarshal.Cast<float, Vector<float>>(value);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var m = MemoryMarshal.Cast<float, Vector<float>>(mean);
        var s = MemoryMarshal.Cast<float, Vector<float>>(square);
        var (vectorEpsilon, vectorScale) = (new Vector<float>(e), new Vector<float>(scale));
        for (var i = 0; i < v.Length; i++)
        {
            m[i] = b1 * m[i] + (1 - b1) * g[i];
            s[i] = b2 * s[i] + (1 - b2) * (g[i] * g[i]);
            v[i] -= vectorScale * m[i] / (Vector.SquareRoot(s[i]) + vectorEpsilon);
        }
        for (var i = end; i < value.Length; i++)
        {
            mean[i] = b1 * mean[i] + (1 - b1) * gradient[i];
            square[i] = b2 * square[i] + (1 - b2) * (gradient[i] * gradient[i]);
            value[i] -= scale * mean[i] / (MathF.Sqrt(square[i]) + e);
        }
    }

    private static Span<float> Memory(Tensor tensor)
    {
        if (!tensor.is_contiguous()) throw new InvalidOperationException("parameters and gradients are contiguous");
        return MemoryMarshal.Cast<byte, float>(tensor.bytes);
    }
}
