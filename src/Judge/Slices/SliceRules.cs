using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;

namespace Recsys.Judge.Slices;

/// <summary>The slices of the settings or, where they name none, those that are found by default.</summary>
public static class SliceRules
{
    /// <summary>Before the name of a category, and of a country.</summary>
    public const string CategoryPrefix = "category:", CountryPrefix = "country:";

    /// <summary>Categories, and countries, that are slices by default: those with the most subjects.</summary>
    public const int Largest = 8;

    private static readonly SliceRule[] Fixed =
    [
        Range(ScoreRow.Recommend, "new_users", "no event before the cut", SubjectRow.History, 0, 0),
        Range(ScoreRow.Recommend, "light_users", "1 to 4 events", SubjectRow.History, 1, 4),
        Range(ScoreRow.Recommend, "heavy_users", "5 events or more", SubjectRow.History, 5, double.PositiveInfinity),
        Range(ScoreRow.Recommend, "recent_users", "last event in the week before the cut", SubjectRow.Recency, 0, 6),
        Range(ScoreRow.Recommend, "returning_users", "last event 7 to 29 days before the cut", SubjectRow.Recency, 7, 29),
        Range(
            ScoreRow.Recommend,
            "lapsed_users",
            "last event 30 days or more before the cut",
            SubjectRow.Recency,
            30,
            double.PositiveInfinity
        ),
        Value(ScoreRow.Search, "han_queries", "Han characters only", SubjectRow.Language, SubjectRow.Han),
        Value(ScoreRow.Search, "latin_queries", "Latin letters only", SubjectRow.Language, SubjectRow.Latin),
        Value(ScoreRow.Search, "mixed_queries", "letters of several scripts", SubjectRow.Language, SubjectRow.Mixed),
        Range(ScoreRow.Search, "short_queries", "up to 5 letters and digits", SubjectRow.QueryLength, 0, 5),
        Range(ScoreRow.Search, "medium_queries", "6 to 15 letters and digits", SubjectRow.QueryLength, 6, 15),
        Range(ScoreRow.Search, "long_queries", "16 letters and digits or more", SubjectRow.QueryLength, 16, double.PositiveInfinity),
        .. ByPopularity(ScoreRow.Recommend),
        .. ByPopularity(ScoreRow.Search),
    ];

    /// <summary>The slices of one task.</summary>
    /// <exception cref="SettingsException">A slice of the settings is formed by an attribute that no subject has.</exception>
    public static IReadOnlyList<SliceRule> Of(VerifySettings settings, string task, SubjectTable subjects)
    {
        if (settings.Slices.Count == 0)
            return [.. Fixed.Where(rule => rule.Task == task), .. Categories(task, subjects), .. Countries(task, subjects)];
        var known = subjects.Columns.ToList();
        var mistakes = settings
            .Slices.Where(slice => !known.Contains(slice.Value.By, StringComparer.Ordinal))
            .OrderBy(slice => slice.Key, StringComparer.Ordinal)
            .Select(slice => new SettingsMistake(
                $"verify.slices.{slice.Key}.by",
                "settings",
                $"'{slice.Value.By}' is no attribute; known are {string.Join(", ", known)}."
            ))
            .ToList();
        if (mistakes.Count > 0)
            throw new SettingsException(mistakes);
        return
        [
            .. settings
                .Slices.Where(slice => slice.Value.Task is null || slice.Value.Task == task)
                .OrderBy(slice => slice.Key, StringComparer.Ordinal)
                .Select(slice => Of(slice.Key, slice.Value, task)),
        ];
    }

    /// <summary>Whether a gate may name a slice. Which categories and countries there are is not known before the subjects are.</summary>
    public static bool MayExist(VerifySettings settings, string task, string name) =>
        Names(settings, task).Contains(name, StringComparer.Ordinal)
        || (
            settings.Slices.Count == 0
            && (name.StartsWith(CategoryPrefix, StringComparison.Ordinal) || name.StartsWith(CountryPrefix, StringComparison.Ordinal))
        );

    /// <summary>Names that are known without the subjects.</summary>
    public static IEnumerable<string> Names(VerifySettings settings, string task) =>
        settings.Slices.Count == 0
            ? Fixed.Where(rule => rule.Task == task).Select(rule => rule.Name)
            : settings
                .Slices.Where(slice => slice.Value.Task is null || slice.Value.Task == task)
                .Select(slice => slice.Key)
                .Order(StringComparer.Ordinal);

    private static IEnumerable<SliceRule> Categories(string task, SubjectTable subjects) =>
        MostFrequent(subjects, SubjectRow.Category)
            .Select(category =>
                Value(
                    task,
                    CategoryPrefix + category,
                    $"{Wanted(task)} products of the category {category}",
                    SubjectRow.Category,
                    category
                )
            );

    private static IEnumerable<SliceRule> Countries(string task, SubjectTable subjects) => MostFrequent(subjects, SubjectRow.Country)
        .Select(country => Value(task, CountryPrefix + country, $"last seen in {country}", SubjectRow.Country, country));

    private static IEnumerable<string> MostFrequent(SubjectTable subjects, string attribute) =>
        subjects
            .Values(attribute)
            .CountBy(value => value, StringComparer.Ordinal)
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key, StringComparer.Ordinal)
            .Take(Largest)
            .Select(count => count.Key);

    private static SliceRule Of(string name, SliceSettings slice, string task) => new(task, name, Words(slice), slice.By)
    {
        Values = slice.Values is { Length: > 0 } values ? values : null,
        From = slice.From ?? double.NegativeInfinity,
        To = slice.To ?? double.PositiveInfinity,
    };

    private static string Words(SliceSettings slice)
    {
        static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
        return slice switch
        {
            { Values: { Length: > 0 } values } => $"{slice.By} {string.Join(" or ", values)}",
            { From: { } from, To: { } to } => $"{slice.By} {Text(from)} to {Text(to)}",
            { From: { } from } => $"{slice.By} {Text(from)} or more",
            _ => $"{slice.By} up to {Text(slice.To!.Value)}",
        };
    }

    private static SliceRule[] ByPopularity(string task) =>
    [
        Value(task, "head_products", $"{Wanted(task)} products of the most purchased third", SubjectRow.Popularity, SubjectRow.Head),
        Value(task, "tail_products", $"{Wanted(task)} products beyond the most purchased third", SubjectRow.Popularity, SubjectRow.Tail),
        Value(task, "new_products", $"{Wanted(task)} products without any event in the train part", SubjectRow.Popularity, SubjectRow.New),
    ];

    private static string Wanted(string task) => task == ScoreRow.Search ? "clicked" : "bought";

    private static SliceRule Range(string task, string name, string description, string by, double from, double to) =>
        new(task, name, description, by) { From = from, To = to };

    private static SliceRule Value(string task, string name, string description, string by, string value) =>
        new(task, name, description, by) { Values = [value] };
}
