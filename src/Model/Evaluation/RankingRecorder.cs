using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Evaluation;

/// <summary>Turns rankings into score rows.</summary>
public static class RankingRecorder
{
    public const int Shown = 10;

    /// <summary>One row from a ranked list of catalogue indices, best first, no longer than the recorded depth.</summary>
    public static ScoreRow Row(
        string task,
        string system,
        string subject,
        int history,
        IReadOnlyCollection<int> relevant,
        IReadOnlyList<int> ranked
    )
    {
        var wanted = relevant.ToHashSet();
        return new ScoreRow
        {
            Task = task,
            System = system,
            Subject = subject,
            History = history,
            Relevant = wanted.Count,
            Ranks = [.. Enumerable.Range(0, ranked.Count).Where(i => wanted.Contains(ranked[i])).Select(i => i + 1)],
            Top = [.. ranked.Take(Shown)],
        };
    }

    /// <summary>The best products by score, ties by index, without the excluded ones.</summary>
    public static int[] Best(double[] scores, int depth, IReadOnlySet<int>? excluded)
    {
        var order = Enumerable.Range(0, scores.Length).Where(i => excluded is null || !excluded.Contains(i)).ToArray();
        var keys = Array.ConvertAll(order, i => -scores[i]);
        Array.Sort(keys, order, Comparer<double>.Default);
        // Array.Sort is not stable: put equal scores in index order.
        for (var start = 0; start < Math.Min(depth, order.Length);)
        {
            var end = start + 1;
            while (end < order.Length && keys[end] == keys[start]) end++;
            Array.Sort(order, start, end - start);
            start = end;
        }
        return order.AsSpan(0, Math.Min(depth, order.Length)).ToArray();
    }
}
