namespace Recsys.Engine.Matching;

/// <summary>Share of the query's neighbouring words, by weight, that are neighbours in the title in the same order.</summary>
internal sealed class PhraseFeature : IMatchFeature
{
    public string Name => "phrase";

    public double DefaultWeight => 0;

    public MatchReader Open(SearchTables tables) => Read;

    private static float Read(in Match match)
    {
        var query = match.Query;
        var title = match.Title.Places;
        var (all, found) = (0f, 0f);
        for (var i = 1; i < query.Sequence.Length; i++)
        {
            var (left, right) = (query.Sequence[i - 1], query.Sequence[i]);
            var weight = query.Terms[left].Weight + query.Terms[right].Weight;
            all += weight;
            if (!match.Title.Found[left] || !match.Title.Found[right]) continue;
            for (var at = 1; at < title.Length; at++)
            {
                if (title[at - 1] != left || title[at] != right) continue;
                found += weight;
                break;
            }
        }
        return Match.Share(found, all);
    }
}
