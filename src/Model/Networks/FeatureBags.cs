namespace Recsys.Model.Networks;

/// <summary>Bags of feature ids, one after another; bag i begins at Offsets[i]. An empty bag encodes as zero.</summary>
public sealed record FeatureBags(long[] Features, long[] Offsets)
{
    public static FeatureBags Of(IReadOnlyList<int[]> bags)
    {
        var offsets = new long[bags.Count];
        long total = 0;
        for (var i = 0; i < bags.Count; i++)
        {
            offsets[i] = total;
            total += bags[i].Length;
        }
        var features = new long[total];
        var at = 0;
        foreach (var bag in bags)
            foreach (var feature in bag) features[at++] = feature;
        return new FeatureBags(features, offsets);
    }
}
