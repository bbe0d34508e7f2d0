using Recsys.Engine.Ranking;

namespace Recsys.Model.Checks;

/// <summary>Compares two answers, and looks for faults in one.</summary>
public static class Answers
{
    /// <summary>How two answers differ; null where they have the same products with the same bits of the score.</summary>
    public static string? Difference(Answer one, Answer other)
    {
        if (one.Cold != other.Cold) return $"cold is {one.Cold}, then {other.Cold}";
        if (one.Hits.Count != other.Hits.Count) return $"{one.Hits.Count} products, then {other.Hits.Count}";
        for (var i = 0; i < one.Hits.Count; i++)
        {
            if (one.Hits[i].Product != other.Hits[i].Product)
                return $"another product at rank {i + 1}";
            if (BitConverter.SingleToInt32Bits(one.Hits[i].Score) != BitConverter.SingleToInt32Bits(other.Hits[i].Score))
                return $"another score at rank {i + 1}";
        }
        return null;
    }

    /// <summary>What is wrong with an answer in itself: order, numbers, products; null when it is sound.</summary>
    /// <param name="answer">As the engine gave it.</param>
    /// <param name="k">Products wanted.</param>
    /// <param name="products">Products there are.</param>
    public static string? Unsound(Answer answer, int k, int products)
    {
        if (answer.Hits.Count > k) return $"{answer.Hits.Count} products for k = {k}";
        if (answer.Hits.Any(hit => !float.IsFinite(hit.Score))) return "a score is no number";
        if (answer.Hits.Any(hit => hit.Product < 0 || hit.Product >= products)) return "a product that does not exist";
        if (answer.Hits.DistinctBy(hit => hit.Product).Count() != answer.Hits.Count) return "a product twice";
        return answer.Hits.Zip(answer.Hits.Skip(1)).Any(pair => pair.First.Score < pair.Second.Score) ? "the scores do not descend" : null;
    }
}
