using Recsys.Contracts.Judging;
using Recsys.Engine.Catalogues;

namespace Recsys.Model.Proposals;

/// <summary>
/// First golden cases from what a shop sells most: names of its popular categories, words for its popular kinds of products, and titles of
/// its best sellers. They say what a customer would expect, whatever the search answers today.
/// </summary>
public static class GoldenProposal
{
    private const int Categories = 10, Kinds = 10, Titles = 5;

    /// <summary>How many of the first ten must be of the category or kind, where it has so many.</summary>
    private const int Shown = 5;

    /// <summary>Cases in groups, each with what they have in common; the same for the same catalogue.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<GoldenCase> Cases)> Of(IReadOnlyList<Product> products) =>
        [
            ("Popular categories: whoever types the name of one sees products of it.", [.. OfCategories(products)]),
            (
                "Popular kinds of products: whoever types the word sees such products, and among them the one that is bought most.",
                [.. OfKinds(products)]
            ),
            ("Best sellers: whoever types the title of one sees it.", [.. OfTitles(products)]),
        ];

    private static IEnumerable<GoldenCase> OfCategories(IReadOnlyList<Product> products) =>
        products
            .Where(product => product.Category.Length > 0)
            .GroupBy(product => product.Category, StringComparer.Ordinal)
            .Where(category => category.Key.Split(" > ")[^1].Any(char.IsLetter))
            .OrderByDescending(category => category.Sum(product => product.Popularity))
            .ThenBy(category => category.Key, StringComparer.Ordinal)
            .Take(Categories)
            .Select(category => new GoldenCase
            {
                Name = $"category: {category.Key}",
                Query = category.Key.Split(" > ")[^1],
                Must = [new GoldenMatch { Category = category.Key, AtLeast = Math.Min(Shown, category.Count()) }],
            });

    private static IEnumerable<GoldenCase> OfKinds(IReadOnlyList<Product> products) =>
        ProductKinds
            .Of(products)
            .Take(Kinds)
            .Select(kind => new GoldenCase
            {
                Name = $"kind: {kind.Word}",
                Query = kind.Word,
                Must =
                [
                    new GoldenMatch { Title = kind.Pattern, AtLeast = Math.Min(Shown, kind.Products.Count) },
                    new GoldenMatch { Product = kind.Products[0].ProductId },
                ],
            });

    private static IEnumerable<GoldenCase> OfTitles(IReadOnlyList<Product> products) =>
        products
            .Where(product => product.Title.Any(char.IsLetter))
            .GroupBy(product => product.Title.ToUpperInvariant(), StringComparer.Ordinal)
            .Where(title => title.Count() == 1)
            .Select(title => title.First())
            .OrderByDescending(product => product.Popularity)
            .ThenBy(product => product.Index)
            .Take(Titles)
            .Select(product => new GoldenCase
            {
                Name = $"title: {product.ProductId}",
                Query = product.Title,
                K = Shown,
                Must = [new GoldenMatch { Product = product.ProductId }],
            });
}
