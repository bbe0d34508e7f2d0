namespace Recsys.Engine.Matching;

/// <summary>1 where the title has the query's last word, which in English is the thing itself.</summary>
internal sealed class HeadFeature : IMatchFeature
{
    public string Name => "head";

    public double DefaultWeight => 0.1;

    public MatchReader Open(SearchTables tables) =>
        static (in match) => match.Query.Sequence.Length > 0 && match.Title.Found[match.Query.Sequence[^1]] ? 1 : 0;
}
