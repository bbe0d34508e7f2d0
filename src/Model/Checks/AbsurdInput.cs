using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Classification;
using Recsys.Engine.Histories;
using Recsys.Engine.Ranking;

namespace Recsys.Model.Checks;

/// <summary>Requests that nobody should send and somebody will: each gets a sound or an empty answer, never an exception.</summary>
public static class AbsurdInput
{
    private const int K = 20, Long = 10_000;

    // Nothing in these can be looked for.
    private static readonly (string Name, string Text)[] Empty =
    [
        ("an empty query", ""),
        ("blanks only", " \t\n\u3000\u00A0"),
        ("emoji only", "😀🎉👩‍👩‍👧🇨🇳"),
        ("punctuation only", "!?…，。「」—"),
        ("control characters", "\0\u0001\u001F\u007F\u0085"),
        ("half a surrogate pair", "\uD83D"),
        ("combining marks without a letter", "\u0301\u0308"),
        ("a very long row of emoji", Repeat("😀", Long)),
    ];

    private static readonly (string Name, string Text)[] Strange =
    [
        ("ten thousand letters", new string('a', Long)),
        ("ten thousand Chinese characters", Repeat("笔记本电脑", Long)),
        ("ten thousand blanks and a letter", new string(' ', Long) + "a"),
        ("two thousand different words", string.Join(' ', Enumerable.Range(0, 2000).Select(i => $"word{i}"))),
        ("a very long number", new string('9', Long)),
        ("markup", "<script>alert('x')</script>"),
        ("SQL", "'; DROP TABLE products; --"),
        ("letters of many scripts", "Ελλάδα العربية हिन्दी ไทย 한국어 кириллица"),
        ("half a surrogate pair within a word", "lap\uD83Dtop"),
        ("a zero byte within a word", "lap\0top"),
        ("text from right to left", "\u202Ekoobeton\u202C"),
    ];

    /// <summary>Queries, then histories that no user has.</summary>
    public static BehaviourCheck Run(RecsysEngine engine)
    {
        var tally = new Tally(BehaviourCheck.AbsurdInput);
        var products = engine.Catalogue.Count;
        foreach (var (name, text) in Empty)
            tally.Try(
                name,
                () =>
                    engine.Search(text, K) is var answer && answer.Hits.Count == 0
                        ? null
                        : $"{answer.Hits.Count} products are shown, though nothing was asked for"
            );
        foreach (var (name, text) in Strange)
            tally.Try(name, () => Full(engine.Search(text, K), K, products));
        foreach (var (name, text) in Empty)
            tally.Try(
                $"a title: {name}",
                () =>
                    engine.Classify(text) is { Category.Count: 0, Tags.Count: 0, Reason: ClassifiedTitle.NoText }
                        ? null
                        : "it has a category or tags, though it says nothing"
            );
        foreach (var (name, text) in Strange)
            tally.Try($"a title: {name}", () => Sound(engine.Classify(text, text)));
        tally.Try("more products wanted than there are", () => Full(engine.Search("a", products + K), products + K, products));

        tally.Try("an unknown user", () => Cold(engine, engine.Recommend([], K)));
        tally.Try(
            "a user who only returned things",
            () => Cold(engine, engine.Recommend([new(0, EventType.Return), new(products - 1, EventType.Return)], K))
        );
        tally.Try(
            "a user with ten thousand events",
            () => Full(engine.Recommend(Events(products, i => (EventType)(i % EventTypes.Count)), K, repeats: true), K, products)
        );
        tally.Try(
            "a user who bought one product ten thousand times",
            () => Full(engine.Recommend(Events(1, _ => EventType.Purchase), K, repeats: true), K, products)
        );
        tally.Try(
            "a user who bought everything and wants something new",
            () =>
                engine.Recommend(
                    [.. Enumerable.Range(0, products).Select(i => new HistoryItem(i, EventType.Purchase))],
                    K,
                    repeats: false
                )
                    is { Hits.Count: 0 }
                    ? null
                    : "something is recommended that was bought"
        );
        tally.Try(
            "more recommendations wanted than there are products",
            () => Full(engine.Recommend([new(0, EventType.View)], products + K, repeats: true), products + K, products)
        );
        return tally.Check();
    }

    private static string? Full(Answer answer, int k, int products) =>
        Answers.Unsound(answer, k, products)
        ?? (
            answer.Hits.Count == Math.Min(k, products)
                ? null
                : $"{answer.Hits.Count} products, though {Math.Min(k, products)} can be shown"
        );

    private static string? Sound(ClassifiedTitle answer)
    {
        if (answer.Category.Count == 0 == (answer.Reason is null)) return "there is neither a category nor a reason why there is none";
        for (var i = 0; i < answer.Category.Count; i++)
            if (
                !(answer.Category[i].Probability is >= 0 and <= 1)
                || (i > 0 && answer.Category[i].Probability > answer.Category[i - 1].Probability)
            )
                return $"the probability {answer.Category[i].Probability} of {answer.Category[i].Path} is not within that of what is "
                    + $"above it";
        return null;
    }

    private static string? Cold(RecsysEngine engine, Answer answer) => Full(answer, K, engine.Catalogue.Count)
        ?? (answer.Cold ? null : "the answer does not say that nothing is known of the user");

    private static HistoryItem[] Events(int products, Func<int, EventType> type) =>
        [.. Enumerable.Range(0, Long).Select(i => new HistoryItem(i % products, type(i)))];

    private static string Repeat(string text, int characters) =>
        string.Concat(Enumerable.Repeat(text, characters / text.Length + 1))[..characters];
}
