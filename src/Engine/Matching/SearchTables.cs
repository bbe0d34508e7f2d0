using Recsys.Engine.Catalogues;
using Recsys.Engine.Index;
using Recsys.Engine.Vectors;

namespace Recsys.Engine.Matching;

/// <summary>What a bundle knows of its products, as far as the search reads it.</summary>
/// <param name="Catalogue">N products.</param>
/// <param name="Index">Their words.</param>
/// <param name="Items">Their vectors.</param>
/// <param name="Norms">The vectors' lengths, N.</param>
internal sealed record SearchTables(Catalogue Catalogue, InvertedIndex Index, ItemTable Items, float[] Norms);
