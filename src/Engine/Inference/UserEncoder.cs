using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Engine.Vectors;

namespace Recsys.Engine.Inference;

/// <summary>A window of events to a user vector, by <c>encoder.onnx</c>. Thread-safe: one session, a buffer a call.</summary>
internal sealed class UserEncoder(InferenceSession session, string path, ItemTable items, EncoderShape shape) : IDisposable
{
    private static readonly string[] Inputs = ["items", "types", "gaps"];
    private static readonly string[] Outputs = ["user"];

    private readonly ConcurrentBag<Buffers> _free = [];
    private readonly RunOptions _run = new();

    /// <param name="window">1 to L events, oldest first, without returns.</param>
    /// <returns>The user vector, d values.</returns>
    public float[] Encode(ReadOnlySpan<HistoryItem> window)
    {
        int events = window.Length, d = shape.Dimensions;
        if (!_free.TryTake(out var buffers)) buffers = new Buffers(shape);
        for (var i = 0; i < events; i++)
        {
            items.CopyRow(window[i].Product, buffers.Items.AsSpan(i * d, d));
            buffers.Types[i] = (long)window[i].Type;
        }
        EventGaps.Of(window, buffers.Gaps.AsSpan(0, events));
        using var itemValue = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            buffers.Items.AsMemory(0, events * d),
            [1, events, d]
        );
        using var typeValue = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            buffers.Types.AsMemory(0, events),
            [1, events]
        );
        using var gapValue = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            buffers.Gaps.AsMemory(0, events),
            [1, events]
        );
        var user = new float[d];
        using var userValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, user.AsMemory(), [1, d]);
        session.Run(_run, Inputs, [itemValue, typeValue, gapValue], Outputs, [userValue]);
        _free.Add(buffers);
        return Finite.Check(user, path);
    }

    public void Dispose()
    {
        session.Dispose();
        _run.Dispose();
    }

    private sealed class Buffers(EncoderShape shape)
    {
        public readonly float[] Items = GC.AllocateUninitializedArray<float>(shape.Length * shape.Dimensions, pinned: true);
        public readonly long[] Types = GC.AllocateUninitializedArray<long>(shape.Length, pinned: true);
        public readonly long[] Gaps = GC.AllocateUninitializedArray<long>(shape.Length, pinned: true);
    }
}
