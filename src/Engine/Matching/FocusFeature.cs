namespace Recsys.Engine.Matching;

/// <summary>How much of the title, by weight, the query has: little else stands in it.</summary>
internal sealed class FocusFeature : IMatchFeature
{
    public string Name => "focus";

    public double DefaultWeight => 0.2;

    public MatchReader Open(SearchTables tables) => static (in match) => Match.Share(match.Title.Matched, match.Title.Whole);
}
