using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>Where the bundle comes from, how large it is, and what changed since one passed before.</summary>
internal static class BuildSection
{
    private const int ShortHash = 12;

    public static Html Of(BuildFacts? facts) =>
        facts is null
            ? Html.Empty
            : Html.Of(
                $"""
                {HtmlReport.List(List(facts))}
                <h3>Changes in settings and code</h3>
                {(facts.Since is { } since ? Since(since) : Html.Of($"<p>No bundle of this shop passed before.</p>"))}
                """
            );

    /// <summary>Commit, time and name in one line.</summary>
    public static string Line(Circumstances made) =>
        $"{Time(made)} by {made.By}{(made.Commit is { } commit ? $", commit {Short(commit)}" : "")}";

    /// <summary>Bytes as megabytes.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.00} MB");

    private static IEnumerable<(string, Html)> List(BuildFacts facts)
    {
        var (made, sizes) = (facts.Circumstances, facts.Sizes);
        yield return ("judged", Html.Of($"{Time(made)} by {made.By}"));
        yield return (
            "commit",
            made.Commit is { } commit ? Html.Of($"<code>{commit}</code>") : Html.Of($"unknown: the checkout is no repository")
        );
        yield return ("bundle", Html.Of($"{Megabytes(sizes.Bundle)}"));
        if (sizes is { Reference: { } reference, Compression: { } ratio })
            yield return (
                "compression",
                Html.Of(
                    $"{ratio.ToString("0.00", CultureInfo.InvariantCulture)} times smaller than the fp32 bundle of {Megabytes(reference)}"
                )
            );
        yield return (
            "image",
            sizes.Image is { } image
                ? Html.Of(
                    $"{Megabytes(image.Files)} of files, {Megabytes(image.Stored)} as stored"
                        + $"{(image.IsOfThisBundle ? "" : " (the last one made, with another bundle)")}"
                )
                : Html.Of($"not built yet")
        );
    }

    private static Html Since(ChangesSince since) =>
        Html.Of(
            $"""
            <p>Since {(since.IsChampion ? "the champion" : "the last bundle that passed")} (<code>{Short(
                since.Bundle[ContentHash.Prefix.Length..]
            )}</code>, {Line(since.Circumstances)}).</p>
            <p>Code: {(since.Code.Count == 0 ? "the same" : string.Join(", ", since.Code))}.</p>
            {(
                since.Settings.Count == 0
                    ? Html.Of($"<p>Settings: the same.</p>")
                    : HtmlReport.Table(
                        "Settings that are not the same",
                        HtmlReport.Heads(("Setting", false), ("Now", false), ("Then", false)),
                        since.Settings.Select(Row)
                    )
            )}
            """
        );

    private static Html Row(ChangedSetting one) =>
        Html.Of(
            $"<tr><th scope=\"row\">{one.Name}</th><td class=\"text\">{one.Now ?? "–"}</td>"
                + $"<td class=\"text\">{one.Before ?? "–"}</td></tr>"
        );

    private static string Time(Circumstances made) =>
        DateTimeOffset.TryParse(made.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : made.At;

    private static string Short(string hash) => hash.Length <= ShortHash ? hash : hash[..ShortHash];
}
