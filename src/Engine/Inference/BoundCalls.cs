using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace Recsys.Engine.Inference;

/// <summary>
/// The buffers of a graph's calls, with one call bound for each length of input when it first occurs. Thread-safe: every call takes a
/// set of its own and gives it back.
/// </summary>
/// <typeparam name="TBuffers">The arrays that one call reads and writes.</typeparam>
/// <param name="create">Makes a set of them.</param>
/// <param name="bind">Binds a call to them.</param>
/// <param name="longest">The longest input.</param>
internal sealed class BoundCalls<TBuffers>(
    InferenceSession session,
    Func<TBuffers> create,
    Action<BoundCall, TBuffers, int> bind,
    int longest
) : IDisposable
{
    private readonly ConcurrentBag<Set> _free = [];
    private readonly RunOptions _run = new();

    /// <summary>Takes a set of buffers.</summary>
    public Set Take() => _free.TryTake(out var set) ? set : new Set(create(), new BoundCall?[longest + 1]);

    /// <summary>Runs the graph on what is in the buffers.</summary>
    /// <param name="set">What <see cref="Take"/> gave.</param>
    /// <param name="length">Of the input, at most the longest.</param>
    public void Run(Set set, int length)
    {
        if (set.Calls[length] is not { } call)
        {
            call = new BoundCall(session);
            bind(call, set.Buffers, length);
            set.Calls[length] = call;
        }
        call.Run(_run);
    }

    /// <summary>Gives the buffers back.</summary>
    public void Return(Set set) => _free.Add(set);

    public void Dispose()
    {
        foreach (var set in _free)
        {
            foreach (var call in set.Calls) call?.Dispose();
        }
        session.Dispose();
        _run.Dispose();
    }

    /// <summary>Buffers, and a call for each length that occurred.</summary>
    internal sealed record Set(TBuffers Buffers, BoundCall?[] Calls);
}
