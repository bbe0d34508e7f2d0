namespace Recsys.Engine.Classification;

/// <summary>One level of a category path and how likely the product lies in it.</summary>
/// <param name="Path">From the root, separated by <c> &gt; </c>.</param>
/// <param name="Probability">Calibrated; a level's is the sum over everything below it and itself.</param>
public readonly record struct CategoryLevel(string Path, double Probability);

/// <summary>Category and tags of a title.</summary>
/// <param name="Category">The levels of the most likely category, from the root; empty where there is a <paramref name="Reason"/>.</param>
/// <param name="Tags">Attribute values of the title, as the shop writes them, in the title's order.</param>
/// <param name="Reason">Why there is no category: <see cref="NoCategories"/> or <see cref="NoText"/>; else null.</param>
public sealed record ClassifiedTitle(IReadOnlyList<CategoryLevel> Category, IReadOnlyList<string> Tags, string? Reason)
{
    /// <summary>The bundle cannot tell categories: its catalogue has none, or it was written without a classifier.</summary>
    public const string NoCategories = "no_categories";

    /// <summary>The text has neither letters nor digits.</summary>
    public const string NoText = "no_text";
}
