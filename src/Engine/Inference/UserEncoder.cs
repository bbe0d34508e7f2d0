using Microsoft.ML.OnnxRuntime;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Engine.Vectors;

namespace Recsys.Engine.Inference;

/// <summary>A window of events to a user vector, by <c>encoder.onnx</c>. Thread-safe: one session, a buffer a call.</summary>
internal sealed class UserEncoder(InferenceSession session, string path, ItemTable items, EncoderShape shape) : IDisposable
{
    private readonly BoundCalls<Buffers> _calls = new(session, () => new Buffers(shape), Bind, shape.Length);

    /// <param name="window">1 to L events, oldest first, without returns.</param>
    /// <returns>The user vector, d values.</returns>
    public float[] Encode(ReadOnlySpan<HistoryItem> window)
    {
        int events = window.Length, d = shape.Dimensions;
        var set = _calls.Take();
        var buffers = set.Buffers;
        for (var i = 0; i < events; i++)
        {
            items.CopyRow(window[i].Product, buffers.Items.AsSpan(i * d, d));
            buffers.Types[i] = (long)window[i].Type;
        }
        EventGaps.Of(window, buffers.Gaps.AsSpan(0, events));
        _calls.Run(set, events);
        var user = buffers.User.AsSpan().ToArray();
        _calls.Return(set);
        Finite.Check(user, path);
        return user;
    }

    public void Dispose() => _calls.Dispose();

    private static void Bind(BoundCall call, Buffers buffers, int events) => call
        .Input("items", buffers.Items, 1, events, buffers.User.Length)
        .Input("types", buffers.Types, 1, events)
        .Input("gaps", buffers.Gaps, 1, events)
        .Output("user", buffers.User, 1, buffers.User.Length);

    private sealed class Buffers(EncoderShape shape)
    {
        public readonly float[] Items = BoundCall.Pinned<float>(shape.Length * shape.Dimensions);
        public readonly long[] Types = BoundCall.Pinned<long>(shape.Length);
        public readonly long[] Gaps = BoundCall.Pinned<long>(shape.Length);
        public readonly float[] User = BoundCall.Pinned<float>(shape.Dimensions);
    }
}
