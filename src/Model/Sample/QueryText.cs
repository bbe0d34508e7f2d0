namespace Recsys.Model.Sample;

/// <summary>What a user types to find a product: type word, brand or attribute and type, in one language, with the odd typo.</summary>
internal static class QueryText
{
    public static string For(ProductText product, bool chinese, ref SampleRandom random)
    {
        if (random.Chance(0.12)) chinese = !chinese;
        var type = product.TypeName(chinese);
        var query = random.Below(10) switch
        {
            < 4 => type,
            < 7 => $"{product.BrandName(chinese)} {type}",
            < 9 => $"{product.AnyValue(chinese, ref random)} {type}",
            _ => $"{product.BrandName(chinese)} {product.AnyValue(chinese, ref random)} {type}",
        };
        if (!chinese && random.Chance(0.7)) query = query.ToLowerInvariant();
        return random.Chance(0.05) ? Typo(query, ref random) : query;
    }

    /// <summary>Drops one character or swaps two; the first stays.</summary>
    private static string Typo(string query, ref SampleRandom random)
    {
        if (query.Length < 4) return query;
        var at = 1 + random.Below(query.Length - 2);
        return random.Chance(0.5)
            ? query.Remove(at, 1)
            : $"{query[..at]}{query[at + 1]}{query[at]}{query[(at + 2)..]}";
    }
}
