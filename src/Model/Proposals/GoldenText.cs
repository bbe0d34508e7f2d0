using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Recsys.Contracts.Judging;

namespace Recsys.Model.Proposals;

/// <summary>A golden file as a person edits it: a case is a line, and a comment before it says what is so today.</summary>
public static class GoldenText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's text.</summary>
    /// <param name="source">The <c>data.source</c> that the cases are about.</param>
    /// <param name="groups">Cases, each with what does not hold today; null where all does.</param>
    public static string Of(string source, IEnumerable<(string Title, IReadOnlyList<(GoldenCase Case, string? Problem)> Cases)> groups)
    {
        var text = new StringBuilder();
        text.Append(
            """
            {
              // Proposed from what this shop sells most, for review: remove what nobody would demand, and add what you know.
              // A bundle that fails one case does not pass Verify. docs/artifacts.md shows the form.

            """
        );
        text.Append($"  \"source\": {Json(source)},\n  \"cases\": [\n");
        foreach (var (title, cases) in groups.Where(group => group.Cases.Count > 0))
        {
            text.Append($"    // {title}\n");
            foreach (var (one, problem) in cases)
                text.Append($"    // {(problem is null ? "holds today" : $"NOT TODAY: {OneLine(problem)}")}\n    {Line(one)},\n");
        }
        return text.Append("  ],\n}\n").ToString();
    }

    private static string Line(GoldenCase one) =>
        $"{{ \"name\": {Json(one.Name)}, \"query\": {Json(one.Query!)}, {(one.K == new GoldenCase().K ? "" : $"\"k\": {one.K}, ")}"
        + $"\"must\": [{string.Join(", ", one.Must.Select(Match))}] }}";

    private static string Match(GoldenMatch match)
    {
        var (name, value) =
            match.Product is { } product ? ("product", product)
            : match.Category is { } category ? ("category", category)
            : ("title", match.Title!);
        return $"{{ \"{name}\": {Json(value)}{(match.AtLeast == 1 ? "" : $", \"at_least\": {match.AtLeast}")} }}";
    }

    private static string Json(string text) => JsonSerializer.Serialize(text, Readable);

    // A line end would end the comment; other line ends of Unicode do not, but look as if they did.
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
