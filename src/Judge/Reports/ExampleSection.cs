using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>A few queries and users with what they are shown, now and by the bundle in production.</summary>
internal static class ExampleSection
{
    public static Html Of(AnswerExamples? examples) =>
        examples is not { Examples.Count: > 0 }
            ? Html.Empty
            : Html.Of(
                $"""
                <p class="muted">The first products of each answer; ● was clicked or bought in the test part. Users have no name here, nor
                have products of theirs that few others bought.</p>
                <div class="cards">
                {Html.Join(examples.Examples.Select(Card))}</div>
                """
            );

    private static Html Card(AnswerExample one) =>
        Html.Of(
            $"""
            <div class="card"><h3>{one.Name}</h3>
            {(one.History is { } history ? Html.Of($"<p class=\"muted\">Last: {string.Join("; ", history)}</p>") : Html.Empty)}
            {(one.Before is null ? Html.Empty : Html.Of($"<h4>After</h4>"))}
            {Products(one.After, one.Before)}
            {(one.Before is { } before ? Html.Of($"<h4>Before (champion)</h4>\n{Products(before, null)}") : Html.Empty)}
            </div>
            """
        );

    private static Html Products(IReadOnlyList<ShownProduct> shown, IReadOnlyList<ShownProduct>? before) =>
        shown.Count == 0
            ? Html.Of($"<p>Nothing.</p>")
            : Html.Of($"<ol>\n{Html.Join(shown.Select((product, rank) => Product(product, rank, before)))}</ol>");

    private static Html Product(ShownProduct product, int rank, IReadOnlyList<ShownProduct>? before) =>
        Html.Of(
            $"<li>{(product.Title.Length == 0 ? product.Id : product.Title)}{(product.Wanted ? " ●" : "")}"
                + $"{(Moved(product, rank, before) is { } moved ? Html.Of($" <small>{moved}</small>") : Html.Empty)}</li>"
        );

    private static string? Moved(ShownProduct product, int rank, IReadOnlyList<ShownProduct>? before)
    {
        if (before is null) return null;
        var then = before.ToList().FindIndex(other => other.Id == product.Id);
        return then < 0 ? "new" : then == rank ? null : $"was {then + 1}";
    }
}
