using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Settings;

namespace Recsys.Model.Evaluation;

/// <summary>The attributes by which slices are formed, of each user, query and held-out product that is scored.</summary>
public sealed class Attributes(Dataset dataset)
{
    private const double Day = 24 * 60 * 60 * 1000.0;
    private readonly string[] _popularity = Popularity.Classes(dataset);
    private readonly Dictionary<string, int> _indices = dataset
        .Products.Index()
        .ToDictionary(product => product.Item.Id, product => product.Index, StringComparer.Ordinal);

    /// <summary>A user with the products that are relevant; the history is what lies before the test split.</summary>
    public SubjectRow Of(UserEvents user, int[] relevant)
    {
        var before = user.Before(Split.Test);
        var recency =
            before == 0
                ? ""
                : Math.Floor(Math.Max(0, TestFrom(user, before) - user.Events[before - 1].Timestamp) / Day)
                    .ToString(CultureInfo.InvariantCulture);
        return new SubjectRow(
            ScoreRow.Recommend,
            user.Id,
            [
                recency,
                Categories(relevant),
                Classes(relevant),
                "",
                "",
                SubjectRow.Cell(dataset.Countries.TryGetValue(user.Id, out var country) ? [country] : []),
            ]
        );
    }

    /// <summary>A query with the products that are relevant.</summary>
    public SubjectRow Of(string query, int[] relevant) =>
        new(
            ScoreRow.Search,
            query,
            [
                "",
                Categories(relevant),
                Classes(relevant),
                QueryText.Language(query),
                QueryText.Length(query).ToString(CultureInfo.InvariantCulture),
                "",
            ]
        );

    /// <summary>A held-out product, seen from its title as a query is.</summary>
    public SubjectRow Of(ProductRow product) =>
        new(
            ScoreRow.Classify,
            product.Id,
            [
                "",
                SubjectRow.Cell([product.Category.Split(" > ")[0]]),
                _popularity[_indices[product.Id]],
                QueryText.Language(product.Title),
                QueryText.Length(product.Title).ToString(CultureInfo.InvariantCulture),
                "",
            ]
        );

    // Where each user has a cut of its own, it is the first event after it.
    private long TestFrom(UserEvents user, int before) =>
        dataset.Manifest is { Split: DataSettings.TimeSplit, TestFrom: { } time }
            ? time
            : user.Events[Math.Min(before, user.Events.Length - 1)].Timestamp;

    // The first level of the path: the shop's departments.
    private string Categories(int[] products) =>
        SubjectRow.Cell(
            products
                .Select(product => dataset.Products[product].Category.Split(" > ")[0])
                .Where(category => category.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    private string Classes(int[] products) =>
        SubjectRow.Cell(products.Select(product => _popularity[product]).Distinct().Order(StringComparer.Ordinal));
}
