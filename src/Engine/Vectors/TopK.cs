using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>
/// Keeps the k best of a stream in O(log k) a candidate: a binary heap with the worst kept one at its root. A higher
/// score is better, then a lower index; so the result does not depend on the order of arrival.
/// </summary>
internal sealed class TopK
{
    private readonly Hit[] _heap;
    private int _count;

    /// <param name="capacity">k, at least 0.</param>
    public TopK(int capacity) => _heap = new Hit[capacity];

    /// <summary>Scores below it are not kept any more; those above or equal may be.</summary>
    public float Threshold => _heap.Length == 0 ? float.PositiveInfinity : _count < _heap.Length ? float.NegativeInfinity : _heap[0].Score;

    /// <summary>Keeps a candidate if it is among the k best so far.</summary>
    public void Add(int product, float score)
    {
        var hit = new Hit(product, score);
        if (_count < _heap.Length)
        {
            SiftUp(hit);
        }
        else if (_heap.Length > 0 && Worse(_heap[0], hit))
        {
            SiftDown(hit);
        }
    }

    /// <summary>The kept ones, best first.</summary>
    public Hit[] ToSorted()
    {
        var result = _heap.AsSpan(0, _count).ToArray();
        Array.Sort(result, static (left, right) => Worse(left, right) ? 1 : Worse(right, left) ? -1 : 0);
        return result;
    }

    private static bool Worse(Hit left, Hit right) =>
        left.Score < right.Score || (left.Score == right.Score && left.Product > right.Product);

    private void SiftUp(Hit hit)
    {
        var at = _count++;
        while (at > 0 && Worse(hit, _heap[(at - 1) / 2]))
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        _heap[at] = hit;
    }

    private void SiftDown(Hit hit)
    {
        var at = 0;
        for (var child = 1; child < _count; child = 2 * at + 1)
        {
            if (child + 1 < _count && Worse(_heap[child + 1], _heap[child])) child++;
            if (!Worse(_heap[child], hit)) break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = hit;
    }
}
