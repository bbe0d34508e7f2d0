using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Data;

/// <summary>
/// Describes a dataset by a few distributions with the same bins for every dataset, so that two bundles can be compared when the tables
/// of the first are long gone.
/// </summary>
public static class DataProfile
{
    private const int MostNames = 20;

    // Upper ends, not included, of the bins.
    private static readonly int[] Lengths = [2, 5, 10, 20, 50, 100];
    private static readonly (double Share, string Name)[] Ranks =
        [(0.01, "top 1 %"), (0.05, "1 to 5 %"), (0.2, "5 to 20 %"), (0.5, "20 to 50 %"), (1, "50 to 100 %")];

    /// <summary>Attribute to distribution; attributes that the dataset says nothing of are left out.</summary>
    public static SortedDictionary<string, Distribution> Of(Dataset dataset)
    {
        var profile = new SortedDictionary<string, Distribution>(StringComparer.Ordinal);
        if (dataset.Users.Length > 0)
        {
            profile["event_type"] = Fixed(Distribution.Events, EventTypes.Names, Events(dataset).CountBy(e => e.Type.Name()));
            profile["popularity"] = Fixed(Distribution.Events, Ranks.Select(rank => rank.Name), Popularity(dataset));
            profile["price"] = Prices(dataset);
            profile["history_length"] = Fixed(
                Distribution.Users,
                Enumerable.Range(0, Lengths.Length + 1).Select(LengthName),
                dataset.Users.CountBy(user => LengthName(Lengths.Count(end => user.Events.Length >= end)))
            );
        }
        if (dataset.Users.Length > 0 && dataset.Products.Any(product => product.Category.Length > 0))
            profile["category"] = Named(
                Distribution.Events,
                dataset.Users.Select(user => user.Events.Select(e => Department(dataset.Products[e.Product])))
            );
        if (dataset.Countries.Count > 0)
            profile["country"] = Named(
                Distribution.Users,
                dataset.Users.Select(user => (string[])[dataset.Countries.GetValueOrDefault(user.Id, Distribution.Unknown)])
            );
        if (dataset.Searches.Length > 0)
            profile["query_language"] = Fixed(
                Distribution.Queries,
                [SubjectRow.Han, SubjectRow.Latin, SubjectRow.Mixed, SubjectRow.Other],
                dataset.Searches.CountBy(search => QueryText.Language(search.Query))
            );
        return profile;
    }

    private static IEnumerable<EventRow> Events(Dataset dataset) => dataset.Users.SelectMany(user => user.Events);

    private static string Department(ProductRow product) =>
        product.Category.Length > 0 ? product.Category.Split(" > ")[0] : Distribution.Unknown;

    /// <summary>Events by their product's place among all products, the one with most events first.</summary>
    private static IEnumerable<KeyValuePair<string, int>> Popularity(Dataset dataset)
    {
        var counts = new int[dataset.Products.Length];
        foreach (var e in Events(dataset)) counts[e.Product]++;
        Array.Sort(counts, (one, other) => other.CompareTo(one));
        return counts.Index().GroupBy(place => Ranks.First(rank => place.Index < rank.Share * counts.Length).Name)
            .Select(group => KeyValuePair.Create(group.Key, group.Sum(place => place.Item)));
    }

    // Bands of 1, 2 and 5 times a power of ten: they need neither a currency nor another dataset to be drawn.
    private static Distribution Prices(Dataset dataset)
    {
        var bands = dataset.Products.Select(product => product.Price is { } price ? Band(price) : (int?)null).ToArray();
        var counts = Events(dataset).CountBy(e => bands[e.Product] ?? int.MaxValue).OrderBy(count => count.Key);
        return new Distribution(
            Distribution.Events,
            [
                .. counts.Select(count => new DistributionBin(
                    count.Key == int.MaxValue ? Distribution.Unknown : BandName(count.Key),
                    count.Value
                )),
            ]
        );
    }

    private const int LowestBand = -6; // up to 0.01

    private static int Band(double price)
    {
        var band = LowestBand;
        while (price >= BandEnd(band)) band++;
        return band;
    }

    /// <summary>Price at which a band ends, not included: 0.01, 0.02, 0.05, 0.1 …; band 0 ends at 1.</summary>
    private static double BandEnd(int band)
    {
        var (power, step) = ((int)Math.Floor(band / 3.0), (band % 3 + 3) % 3);
        return double.Parse(FormattableString.Invariant($"{(step == 0 ? 1 : step == 1 ? 2 : 5)}e{power}"), CultureInfo.InvariantCulture);
    }

    private static string BandName(int band)
    {
        static string Text(double price) => price.ToString("0.##", CultureInfo.InvariantCulture);
        return band == LowestBand ? $"below {Text(BandEnd(band))}" : $"{Text(BandEnd(band - 1))} to {Text(BandEnd(band))}";
    }

    private static string LengthName(int bin) =>
        bin == 0 ? "1"
        : bin == Lengths.Length ? $"{Lengths[^1]} or more"
        : $"{Lengths[bin - 1]} to {Lengths[bin] - 1}";

    private static Distribution Fixed(string of, IEnumerable<string> names, IEnumerable<KeyValuePair<string, int>> counts)
    {
        var known = counts.ToDictionary();
        return new Distribution(of, [.. names.Select(name => new DistributionBin(name, known.GetValueOrDefault(name)))]);
    }

    /// <summary>The most frequent values that enough users have, then the others in one bin.</summary>
    /// <param name="of">What is counted.</param>
    /// <param name="users">Each user's values, one for each thing that is counted.</param>
    private static Distribution Named(string of, IEnumerable<IEnumerable<string>> users)
    {
        var counts = new Dictionary<string, (long Count, int Users)>(StringComparer.Ordinal);
        foreach (var user in users)
        {
            foreach (var (name, count) in user.CountBy(value => value, StringComparer.Ordinal))
            {
                var before = counts.GetValueOrDefault(name);
                counts[name] = (before.Count + count, before.Users + 1);
            }
        }
        var named = counts
            .Where(count =>
                count.Value.Users >= Distribution.FewestUsers && count.Key is not (Distribution.Other or Distribution.Unknown)
            )
            .OrderByDescending(count => count.Value.Count)
            .ThenBy(count => count.Key, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(count => new DistributionBin(count.Key, count.Value.Count))
            .ToList();
        var unknown = counts.GetValueOrDefault(Distribution.Unknown).Count;
        var others = counts.Values.Sum(count => count.Count) - unknown - named.Sum(bin => bin.Count);
        return new Distribution(
            of,
            [
                .. named,
                new DistributionBin(Distribution.Other, others),
                .. unknown > 0 ? [new DistributionBin(Distribution.Unknown, unknown)] : Array.Empty<DistributionBin>(),
            ]
        );
    }
}
