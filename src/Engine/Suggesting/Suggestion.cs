namespace Recsys.Engine.Suggesting;

/// <summary>How a query may go on.</summary>
/// <param name="Text">The whole query, folded as the search folds it.</param>
/// <param name="Products">Products of the catalogue that have it in their title or category.</param>
public readonly record struct Suggestion(string Text, int Products);
