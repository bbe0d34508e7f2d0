using Recsys.Contracts.Artifacts;
using Recsys.Judge.Metrics;

namespace Recsys.Judge.Inputs;

/// <summary>Something that a bundle is asked to do.</summary>
/// <param name="Name">As score rows name it.</param>
/// <param name="Title">As a heading.</param>
/// <param name="Subjects">What each row is about, in the plural.</param>
/// <param name="Leading">The metric that systems are compared by.</param>
/// <param name="Does">What a system of this task alone does.</param>
/// <param name="Cannot">What a system of another task cannot do.</param>
/// <param name="Needs">What its rows are made from.</param>
public sealed record JudgedTask(string Name, string Title, string Subjects, Metric Leading, string Does, string Cannot, string Needs)
{
    /// <summary>Every task, in the order of the reports.</summary>
    public static readonly IReadOnlyList<JudgedTask> All =
    [
        new(
            ScoreRow.Recommend,
            "Recommendations",
            "users",
            Metric.Ndcg10,
            "recommends for users",
            "recommend for users",
            "it needs users with a purchase in the test part"
        ),
        new(
            ScoreRow.Search,
            "Search",
            "queries",
            Metric.Ndcg10,
            "answers queries",
            "answer queries",
            "it needs a search log (data.searches) with clicks in the test part"
        ),
        new(
            ScoreRow.Classify,
            "Categories",
            "products",
            Metric.Accuracy,
            "names categories",
            "name categories",
            "it needs products with categories, some of them held out (classify.held_out)"
        )
        {
            HasSlices = false,
        },
    ];

    /// <summary>Whether its subjects have attributes that slices can be formed by.</summary>
    public bool HasSlices { get; init; } = true;

    /// <summary>The task of a name; null for none.</summary>
    public static JudgedTask? Of(string name) => All.FirstOrDefault(task => task.Name == name);

    /// <summary>The task of a name, or the first for a name that is none.</summary>
    public static JudgedTask OrFirst(string name) => Of(name) ?? All[0];

    /// <summary>The place of a task in the reports; -1 for none.</summary>
    public static int Place(string name) => All.ToList().FindIndex(task => task.Name == name);
}
