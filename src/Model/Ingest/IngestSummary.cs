using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Model.Ingest;

/// <summary>What Ingest kept, for people and for the step record.</summary>
/// <param name="Manifest">As written.</param>
/// <param name="First">Unix milliseconds of the first kept event; null without any.</param>
/// <param name="Last">Of the last one.</param>
/// <param name="Events">Kept events by split.</param>
/// <param name="Columns">How much of each column that may be empty is filled.</param>
public sealed record IngestSummary(
    DatasetManifest Manifest,
    long? First,
    long? Last,
    SortedDictionary<string, long> Events,
    IReadOnlyList<ColumnCompleteness> Columns
)
{
    /// <summary>Prints a table with one row a fate, and one row a column.</summary>
    public void Print(TextWriter output)
    {
        foreach (var (name, table) in Manifest.Tables)
        {
            Line(output, name, "read", table.Read, table.Read);
            Line(output, "", "kept", table.Kept, table.Read);
            if (table.Repeated > 0) Line(output, "", "  of them repeated", table.Repeated, table.Read);
            if (table.Anonymous > 0) Line(output, "", "without user", table.Anonymous, table.Read);
            if (table.LeftOut > 0) Line(output, "", "left out", table.LeftOut, table.Read);
            foreach (var (reason, count) in table.Rejected) Line(output, "", $"rejected: {reason}", count, table.Read);
        }
        foreach (var column in Columns) Line(output, column.Table, $"with {column.Column}", column.Filled, column.Rows);
        foreach (var warning in Columns.Select(column => column.Warning).OfType<string>()) output.WriteLine($"warning: {warning}");
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Manifest.Products:N0} products ({Manifest.ProductIdType} ids), {Manifest.Users:N0} users ({Manifest.UserIdType} ids)"
            )
        );
        if (First is not null)
            output.WriteLine($"events from {Time(First)} to {Time(Last)}, split by {Manifest.Split}, as of {Time(Manifest.AsOf)}");
        if (Manifest.TestFrom is not null)
            output.WriteLine(
                $"{(First is not null && Manifest.Split == DataSettings.TimeSplit ? "events and searches" : "searches")}: validation from "
                    + $"{Time(Manifest.ValidationFrom)}, test from {Time(Manifest.TestFrom)}"
            );
        if (First is null)
            return;
        output.WriteLine(
            "events by part: "
                + string.Join(
                    ", ",
                    new[] { Tables.TrainPart, Tables.ValidationPart, Tables.TestPart }.Select(part =>
                        string.Create(CultureInfo.InvariantCulture, $"{part} {Events.GetValueOrDefault(part):N0}")
                    )
                )
        );
    }

    /// <summary>The counts as a flat map.</summary>
    public SortedDictionary<string, double> Figures()
    {
        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["products"] = Manifest.Products,
            ["users"] = Manifest.Users,
        };
        foreach (var (name, table) in Manifest.Tables)
        {
            figures[$"{name}_read"] = table.Read;
            figures[$"{name}_kept"] = table.Kept;
            figures[$"{name}_repeated"] = table.Repeated;
            figures[$"{name}_anonymous"] = table.Anonymous;
            figures[$"{name}_left_out"] = table.LeftOut;
            figures[$"{name}_rejected"] = table.Rejected.Values.Sum();
        }
        foreach (var (part, count) in Events) figures[$"events_{part}"] = count;
        return figures;
    }

    private static void Line(TextWriter output, string table, string fate, long count, long read) =>
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{table, -10} {fate, -32} {count, 14:N0} {(read == 0 ? 0 : 100.0 * count / read), 8:F2} %"
            )
        );

    private static string Time(long? milliseconds) =>
        milliseconds is not { } time
            ? "none"
            : DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
