namespace Recsys.Judge.Metrics;

/// <summary>Which values of a metric are the better ones.</summary>
public enum Better
{
    Higher,
    Lower,
}

/// <summary>Whether a metric is written with a cut-off, the k of <c>ndcg@k</c>.</summary>
public enum CutOff
{
    Required,
    Optional,
    None,
}

/// <summary>What a metric's values are.</summary>
public enum Unit
{
    /// <summary>A number within [0, 1].</summary>
    Share,

    /// <summary>Information, without an upper end that is the same for all shops.</summary>
    Bits,
}
