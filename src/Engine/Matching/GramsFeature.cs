namespace Recsys.Engine.Matching;

/// <summary>Coverage where a word also counts, by its share, if the title has one that looks like it: misspelt or derived.</summary>
internal sealed class GramsFeature : IMatchFeature
{
    public string Name => "grams";

    public double DefaultWeight => 0.2;

    // Of one word's 3-grams another must share this much to count as the same word.
    private const float Alike = 0.4f;

    public MatchReader Open(SearchTables tables) => Read;

    private static float Read(in Match match)
    {
        var (all, covered, close) = (0f, 0f, 0f);
        for (var i = 0; i < match.Query.Terms.Length; i++)
        {
            var term = match.Query.Terms[i];
            if (!term.Atom) continue;
            all += term.Weight;
            if (match.Title.Found[i]) covered += term.Weight;
            else if (match.Title.Alike[i] >= Alike) close += term.Weight * match.Title.Alike[i];
        }
        return Match.Share(covered + close, all);
    }
}
