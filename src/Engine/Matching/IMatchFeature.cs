namespace Recsys.Engine.Matching;

/// <summary>One feature of a query and a product, after those of learning to rank (Liu 2009, doi:10.1561/1500000016).</summary>
internal interface IMatchFeature
{
    /// <summary>Its name in the bundle's manifest, in snake_case.</summary>
    string Name { get; }

    /// <summary>What it counts where no weights were learned.</summary>
    double DefaultWeight { get; }

    /// <summary>Prepares for a bundle what is the same for every query.</summary>
    /// <returns>Computes the feature; thread-safe.</returns>
    MatchReader Open(SearchTables tables);
}

/// <summary>Computes one feature.</summary>
internal delegate float MatchReader(in Match match);
