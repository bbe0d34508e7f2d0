using Recsys.Model.Training;

namespace Recsys.Model.Commands;

/// <summary>What of a learning curve is worth comparing between runs.</summary>
public static class CurveFigures
{
    public static SortedDictionary<string, double> Of(IReadOnlyList<EpochResult> curve) => new(StringComparer.Ordinal)
    {
        ["epochs"] = curve.Count - 1,
        ["validation_ndcg@10"] = curve.Max(row => row.Validation.Recommend),
        ["validation_search_ndcg@10"] = curve.Max(row => row.Validation.Search),
    };
}
