namespace Recsys.Engine.Matching;

/// <summary>How much of the query, by weight, the title has.</summary>
internal sealed class CoverageFeature : IMatchFeature
{
    public string Name => "coverage";

    public double DefaultWeight => 0.2;

    public MatchReader Open(SearchTables tables) => Read;

    private static float Read(in Match match)
    {
        var (all, covered) = (0f, 0f);
        for (var i = 0; i < match.Query.Terms.Length; i++)
        {
            var term = match.Query.Terms[i];
            if (!term.Atom) continue;
            all += term.Weight;
            if (match.Title.Found[i]) covered += term.Weight;
        }
        return Match.Share(covered, all);
    }
}
