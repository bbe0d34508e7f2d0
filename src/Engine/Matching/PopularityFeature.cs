namespace Recsys.Engine.Matching;

/// <summary>log(1 + purchases) as a share of the most purchased product's.</summary>
internal sealed class PopularityFeature : IMatchFeature
{
    public string Name => "popularity";

    public double DefaultWeight => 0.02;

    public MatchReader Open(SearchTables tables)
    {
        var catalogue = tables.Catalogue;
        var shares = new float[catalogue.Count];
        var most = Math.Log(1.0 + Enumerable.Range(0, shares.Length).Select(i => catalogue[i].Popularity).Append(1).Max());
        for (var i = 0; i < shares.Length; i++) shares[i] = (float)(Math.Log(1.0 + Math.Max(0, catalogue[i].Popularity)) / most);
        return (in match) => shares[match.Product];
    }
}
