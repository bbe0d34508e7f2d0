using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Inputs;

/// <summary>Something that is scored beside the bundle, or the bundle.</summary>
/// <param name="Name">As score rows name it.</param>
/// <param name="Title">As reports call it.</param>
/// <param name="Meaning">What it is, in words.</param>
/// <param name="Tasks">The tasks that it is scored on.</param>
public sealed record JudgedSystem(string Name, string Title, string Meaning, params IReadOnlyList<string> Tasks)
{
    /// <summary>Every system that <c>Model evaluate</c> scores, in the order of the reports. Another tool may score others.</summary>
    public static readonly IReadOnlyList<JudgedSystem> All =
    [
        new(ScoreRow.Bundle, "bundle", "the bundle that is judged", ScoreRow.Recommend, ScoreRow.Search, ScoreRow.Classify)
        {
            IsModel = true,
        },
        new(ScoreRow.Champion, "champion", "the bundle now in production", ScoreRow.Recommend, ScoreRow.Search, ScoreRow.Classify)
        {
            IsModel = true,
            AssumedDeviation = 0.2,
        },
        new(ScoreRow.Reference, "reference (fp32)", "the fp32 bundle", ScoreRow.Recommend, ScoreRow.Search, ScoreRow.Classify)
        {
            IsModel = true,
            AssumedDeviation = 0.1,
        },
        new(ScoreRow.Popularity, "popularity", "what most have bought", ScoreRow.Recommend, ScoreRow.Search),
        new(ScoreRow.ItemKnn, "item-kNN", "neighbours by cosine", ScoreRow.Recommend),
        new(ScoreRow.Ease, "EASE", "a linear model over all pairs", ScoreRow.Recommend),
        new(ScoreRow.OwnFrequency, "own frequency", "what the user bought most", ScoreRow.Recommend),
        new(ScoreRow.Bm25, "BM25", "words of title and query", ScoreRow.Search),
        new(ScoreRow.Majority, "majority class", "the most frequent category", ScoreRow.Classify),
        new(ScoreRow.NaiveBayes, "naive Bayes", "multinomial over the words of the title", ScoreRow.Classify),
    ];

    /// <summary>Whether it is a trained bundle, or else something simpler, to be beaten.</summary>
    public bool IsModel { get; init; }

    /// <summary>
    /// Standard deviation that is assumed of one subject's difference between the bundle and it, before any was measured: between the
    /// bundle and its fp32 original little changes; between two trainings more; between two methods most.
    /// </summary>
    public double AssumedDeviation { get; init; } = 0.35;

    /// <summary>The system of a name; null for one that is not ours.</summary>
    public static JudgedSystem? Of(string name) => All.FirstOrDefault(system => system.Name == name);

    /// <summary>Whether a system is something simpler than a model, to be beaten; another model is not.</summary>
    public static bool IsBaseline(string name) => Of(name) is not { IsModel: true };

    /// <summary>The systems that a gate of a task may compare the bundle with.</summary>
    public static IEnumerable<JudgedSystem> PeersOf(string task) => Peers.Where(system => system.Tasks.Contains(task));

    /// <summary>The systems that a gate may compare the bundle with.</summary>
    public static IEnumerable<JudgedSystem> Peers => All.Where(system => system.Name != ScoreRow.Bundle);

    /// <summary>The place of a system in the reports; the end for one that is not ours.</summary>
    public static int Place(string name) => All.TakeWhile(system => system.Name != name).Count();
}
