namespace Recsys.Engine.Matching;

/// <summary>The product's BM25 as a share of what a product could reach.</summary>
internal sealed class Bm25Feature : IMatchFeature
{
    public string Name => "bm25";

    public double DefaultWeight => 1;

    public MatchReader Open(SearchTables tables) =>
        static (in match) => match.Bm25Reach > 0 ? match.Bm25 / match.Bm25Reach : 0;
}
