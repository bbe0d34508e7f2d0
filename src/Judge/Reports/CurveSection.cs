namespace Recsys.Judge.Reports;

/// <summary>How training and fine-tuning went.</summary>
internal static class CurveSection
{
    public static Html Of(IReadOnlyList<LearningCurve> curves) => curves.Count == 0 ? Html.Empty : Html.Of($"""
        <p class="muted">After each epoch; epoch 0 is the state before. The ring marks the best one of a measured quality.</p>
        {Html.Join(curves.Select(Curve))}
        """);

    // What is 0 all the time was not measured, such as the search of a shop without a search log.
    private static Html Curve(LearningCurve curve) =>
        Html.Of(
            $"""
            <h3>{(curve.Step == "prune" ? "Fine-tuning after pruning" : "Training")}</h3>
            <div class="cards">
            {Html.Join(
                curve.Figures.Where(figure => figure.Value.Any(value => value is not (null or 0))).OrderBy(
                    figure => figure.Key,
                    StringComparer.Ordinal
                ).Select(figure => Card(curve, figure.Key, figure.Value))
            )}</div>
            """
        );

    private static Html Card(LearningCurve curve, string name, IReadOnlyList<double?> values) => Html.Of($"""
        <figure class="card"><figcaption>{Title(name)}</figcaption>
        {CurvePicture.Of(Title(name), curve.Epochs, values, best: name != "loss")}</figure>
        """);

    private static string Title(string column) => column.Replace('_', ' ').Replace("ndcg", "NDCG", StringComparison.Ordinal);
}
