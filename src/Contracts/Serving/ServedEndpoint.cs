using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;

namespace Recsys.Contracts.Serving;

/// <summary>Something that the server answers, and what shows whether it answers well.</summary>
/// <param name="Name">As verdict and reports call it.</param>
/// <param name="Path">Where it is called by POST.</param>
public sealed record ServedEndpoint(string Name, string Path)
{
    /// <summary>The task whose score rows measure it; null where it answers nothing that could be measured.</summary>
    public string? Task { get; init; }

    /// <summary>The file of a bundle that it answers from; null where every bundle lets it answer.</summary>
    public string? File { get; init; }

    /// <summary>Whether a golden case asks it.</summary>
    public Func<GoldenCase, bool> IsAskedBy { get; init; } = _ => false;

    /// <summary>What its evidence is made from; empty where it needs none.</summary>
    public string Needs { get; init; } = "";

    public static readonly ServedEndpoint Search = new("search", "/search")
    {
        Task = ScoreRow.Search,
        IsAskedBy = one => one.Query is not null,
        Needs =
            "a search log with clicks in the test part (data.searches), or golden queries (verify.golden; --target=Golden proposes some)",
    };

    public static readonly ServedEndpoint Recommend = new("recommend", "/recommend")
    {
        Task = ScoreRow.Recommend,
        IsAskedBy = one => one.User is not null,
        Needs = "users with a purchase in the test part, or golden cases of users (verify.golden)",
    };

    public static readonly ServedEndpoint Classify = new("classify", "/classify")
    {
        Task = ScoreRow.Classify,
        File = BundleManifest.ClassifierFile,
        Needs = "products with categories, some of them held out (classify.held_out)",
    };

    /// <summary>Completes a query from titles and categories: nothing of it is learned.</summary>
    public static readonly ServedEndpoint Suggest = new("suggest", "/suggest");

    /// <summary>Takes what users did; what follows from it is seen in the others.</summary>
    public static readonly ServedEndpoint Events = new("events", "/events");

    /// <summary>Every endpoint of the public port.</summary>
    public static readonly IReadOnlyList<ServedEndpoint> All = [Search, Suggest, Recommend, Classify, Events];

    /// <summary>Those that need evidence and that a server with this bundle answers.</summary>
    public static IEnumerable<ServedEndpoint> Of(BundleManifest bundle) =>
        All.Where(one => one.Task is not null && (one.File is null || bundle.Files.ContainsKey(one.File)));
}
