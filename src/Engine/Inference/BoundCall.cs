using Microsoft.ML.OnnxRuntime;

namespace Recsys.Engine.Inference;

/// <summary>A call of a graph on arrays that stay where they are: bound once, run often, nothing allocated by a run. Not
/// thread-safe.</summary>
internal sealed class BoundCall : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];

    public BoundCall(InferenceSession session)
    {
        _session = session;
        _binding = session.CreateIoBinding();
    }

    /// <summary>An array that is never moved.</summary>
    public static T[] Pinned<T>(int length) where T : unmanaged => GC.AllocateArray<T>(length, pinned: true);

    /// <param name="name">Of the graph.</param>
    /// <param name="values">Of a <see cref="Pinned"/> array; read when the call runs.</param>
    /// <param name="shape">Of the tensor.</param>
    public BoundCall Input<T>(string name, T[] values, params long[] shape) where T : unmanaged
    {
        _binding.BindInput(name, Value(values, shape));
        return this;
    }

    /// <summary>As <see cref="Input"/>, written when the call runs.</summary>
    public BoundCall Output<T>(string name, T[] values, params long[] shape) where T : unmanaged
    {
        _binding.BindOutput(name, Value(values, shape));
        return this;
    }

    public void Run(RunOptions options) => _session.RunWithBinding(options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values) value.Dispose();
    }

    private OrtValue Value<T>(T[] values, long[] shape) where T : unmanaged
    {
        var count = 1L;
        foreach (var size in shape) count *= size;
        var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values.AsMemory(0, (int)count), shape);
        _values.Add(value);
        return value;
    }
}
