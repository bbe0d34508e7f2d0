namespace Recsys.Engine.Catalogues;

/// <summary>What a search may show; a product must fit every part that is set.</summary>
public sealed record SearchFilter
{
    /// <summary>A category path, compared ordinally: the category itself and all below it.</summary>
    public string? Category { get; init; }

    /// <summary>Smallest price, inclusive. A product without a price lies in no range.</summary>
    public double? PriceMin { get; init; }

    /// <summary>Largest price, inclusive.</summary>
    public double? PriceMax { get; init; }
}
