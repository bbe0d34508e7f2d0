namespace Recsys.Engine.Matching;

/// <summary>Share of the query's numbers that the title has; 0 for a query without any.</summary>
internal sealed class NumbersFeature : IMatchFeature
{
    public string Name => "numbers";

    public double DefaultWeight => 0.1;

    public MatchReader Open(SearchTables tables) => Read;

    private static float Read(in Match match)
    {
        var (numbers, found) = (0, 0);
        for (var i = 0; i < match.Query.Terms.Length; i++)
        {
            if (match.Query.Terms[i] is not { Atom: true, Numeric: true }) continue;
            numbers++;
            if (match.Title.Found[i]) found++;
        }
        return numbers == 0 ? 0 : found / (float)numbers;
    }
}
