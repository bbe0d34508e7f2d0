using Recsys.Engine.Histories;
using Recsys.Model.Checkpoints;
using Recsys.Model.Networks;
using static TorchSharp.torch;

namespace Recsys.Model.Training;

/// <summary>Users as the networks see them outside training: windows of one length, padded on the left.</summary>
public static class UserVectors
{
    /// <summary>The vectors [B, d] of B histories, in the caller's scope.</summary>
    /// <param name="model">The networks.</param>
    /// <param name="vectors">Item vectors [N, d].</param>
    /// <param name="histories">Each with at least one event that is no return, oldest first.</param>
    public static Tensor Of(Recommender model, FloatTensor vectors, IReadOnlyList<HistoryItem[]> histories)
    {
        int count = histories.Count, length = model.Shape.Length, d = model.Shape.Dimensions;
        var items = new float[count * length * d];
        var types = new long[count * length];
        var gaps = new long[count * length];
        var present = new float[count * length];
        for (var b = 0; b < count; b++)
        {
            var window = HistoryWindow.Of(histories[b], length);
            EventGaps.Of(window, gaps.AsSpan(b * length + length - window.Length, window.Length));
            for (var t = 0; t < window.Length; t++)
            {
                var at = b * length + length - window.Length + t;
                vectors.Data.AsSpan(window[t].Product * d, d).CopyTo(items.AsSpan(at * d));
                types[at] = (long)window[t].Type;
                present[at] = 1;
            }
        }
        using var scope = NewDisposeScope();
        var encoded = model.Users.Forward(tensor(items, [count, length, d]), tensor(types, [count, length]), tensor(gaps, [count, length]),
            tensor(present, [count, length, 1]), AttentionMask.Of(present, count, length), training: false);
        return encoded.select(1, length - 1).contiguous().MoveToOuterDisposeScope();
    }
}
