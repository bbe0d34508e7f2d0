namespace Recsys.Judge.Statistics;

/// <summary>The levels that every statement of the judge keeps.</summary>
public static class Level
{
    /// <summary>Level of every one-sided statement.</summary>
    public const double Alpha = 0.05;

    /// <summary>Below this many users or queries a percentile interval is too narrow to be trusted, so nothing is decided.</summary>
    public const int FewestSubjects = 30;
}
