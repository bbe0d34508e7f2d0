namespace Recsys.Engine.Matching;

/// <summary>Cosine of the query's vector and the product's.</summary>
internal sealed class DenseFeature : IMatchFeature
{
    public string Name => "dense";

    public double DefaultWeight => 0.2;

    public MatchReader Open(SearchTables tables)
    {
        var norms = tables.Norms;
        return (in match) => Match.Cosine(match.Dot, match.QueryNorm, norms[match.Product]);
    }
}
