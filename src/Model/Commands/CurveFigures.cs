using Recsys.Model.Checkpoints;

namespace Recsys.Model.Commands;

/// <summary>The figures of a learning curve that are worth comparing between runs.</summary>
public static class CurveFigures
{
    public static SortedDictionary<string, double> Of(IReadOnlyList<EpochResult> curve)
    {
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["epochs"] = curve.Count - 1 };
        if (Best(curve, score => score.Recommend) is { } recommend) figures["validation_ndcg@10"] = recommend;
        if (Best(curve, score => score.Search) is { } search) figures["validation_search_ndcg@10"] = search;
        return figures;
    }

    /// <summary>The largest of a figure over the epochs that were measured; null where none was.</summary>
    public static double? Best(IReadOnlyList<EpochResult> curve, Func<ValidationScore, double> figure) =>
        curve.Max(row => row.Validation is { } score ? figure(score) : (double?)null);
}
