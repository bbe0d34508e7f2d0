using System.Runtime.InteropServices;
using Recsys.Model.Architecture;
using Recsys.Model.Checkpoints;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Recsys.Model.Networks;

/// <summary>The trainable tensors by name, float32 on the CPU, iterated in ordinal order of their names.</summary>
public sealed class Parameters : IDisposable
{
    private readonly SortedDictionary<string, Parameter> _tensors = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, Parameter>> All => _tensors;

    public Parameter this[string name] => _tensors[name];

    public Parameter this[TensorSpec spec] => this[spec.Name];

    /// <summary>Adds a parameter with its first values.</summary>
    /// <param name="spec">Its name, shape and first values.</param>
    /// <param name="generator">Drawn from where the values are random.</param>
    public void Add(TensorSpec spec, Generator generator) =>
        Set(
            spec.Name,
            new FloatTensor(
                spec.Shape,
                spec.Initial switch
                {
                    Initial.Normal normal => Draw(spec.Shape, normal.Deviation, generator),
                    Initial.Constant constant => Filled(spec.Shape, constant.Value),
                    _ => throw new ArgumentException($"{spec.Name} has no first values", nameof(spec)),
                }
            )
        );

    /// <summary>Puts a parameter, or overwrites the one of the same name.</summary>
    public void Set(string name, FloatTensor value)
    {
        if (_tensors.TryGetValue(name, out var present))
        {
            value.Data.CopyTo(MemoryMarshal.Cast<byte, float>(present.bytes));
            return;
        }
        // libtorch's own memory is aligned, whichever way the parameter came about; results may depend on it.
        using var given = tensor(value.Data, value.Shape);
        var created = new Parameter(given.clone());
        created.DetachFromDisposeScope();
        _tensors[name] = created;
    }

    /// <summary>Copies of all parameters.</summary>
    public SortedDictionary<string, FloatTensor> Export()
    {
        var result = new SortedDictionary<string, FloatTensor>(StringComparer.Ordinal);
        foreach (var (name, value) in _tensors)
            result[name] = new FloatTensor(value.shape, MemoryMarshal.Cast<byte, float>(value.bytes).ToArray());
        return result;
    }

    public void Dispose()
    {
        foreach (var value in _tensors.Values) value.Dispose();
        _tensors.Clear();
    }

    private static float[] Draw(long[] shape, double deviation, Generator generator)
    {
        using var scope = NewDisposeScope();
        var data = MemoryMarshal.Cast<byte, float>(randn(shape, generator: generator).bytes).ToArray();
        for (var i = 0; i < data.Length; i++) data[i] *= (float)deviation;
        return data;
    }

    private static float[] Filled(long[] shape, float value)
    {
        var data = new float[shape.Aggregate(1L, (product, side) => product * side)];
        Array.Fill(data, value);
        return data;
    }
}
