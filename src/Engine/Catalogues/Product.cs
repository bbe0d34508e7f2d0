namespace Recsys.Engine.Catalogues;

/// <summary>A product as the bundle's catalogue describes it.</summary>
/// <param name="Index">Row in every table of the bundle, from 0.</param>
/// <param name="ProductId">The shop's id, case-sensitive.</param>
/// <param name="Title">May be empty.</param>
/// <param name="Category">Path separated by <c> &gt; </c>; may be empty.</param>
/// <param name="Price">null where unknown.</param>
/// <param name="Popularity">Purchases in the train part.</param>
public sealed record Product(int Index, string ProductId, string Title, string Category, double? Price, long Popularity);
