using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;

namespace Recsys.Model.Sample;

/// <summary>Rows of the generated tables.</summary>
public sealed record SampleCounts(long Products, long Users, long Events, long Searches);

/// <summary>
/// The generated shop: <c>products.csv</c>, <c>events.csv</c> and <c>searches.csv</c>, as a real shop would bring them. The bytes follow
/// from seed and size alone. Users are written one after another; memory grows with the products only.
/// </summary>
public static class SampleShop
{
    public const string Products = "products.csv", Events = "events.csv", Searches = "searches.csv";

    private static readonly string[] ProductColumns = ["product_id", "title", "category", "price", "description"];

    /// <summary>Writes the tables into <paramref name="folder"/>, whole or not at all.</summary>
    /// <param name="seed">Of every choice.</param>
    /// <param name="settings">The size.</param>
    /// <param name="folder">Replaced when all is written.</param>
    /// <exception cref="SettingsException"><c>data.sample.from</c> is no date.</exception>
    public static SampleCounts Write(int seed, SampleSettings settings, string folder)
    {
        if (!DateTime.TryParseExact(settings.From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
            throw new SettingsException([
                new SettingsMistake("data.sample.from", "settings", $"'{settings.From}' is no date. Remedy: write it as 2026-01-01."),
            ]);
        var catalogue = new SampleCatalogue(seed, settings);
        using var output = new AtomicFolder(folder);
        WriteProducts(output.File(Products), catalogue);
        SampleCounts counts;
        using (var events = new CsvFile(output.File(Events), SampleLog.EventColumns))
        using (var searches = new CsvFile(output.File(Searches), SampleLog.SearchColumns))
        {
            var period = settings.Days * 86_400;
            var shopper = new Shopper(catalogue, new SampleLog(events, searches, from, period), period);
            for (var user = 1; user <= settings.Users; user++) shopper.Live(user, settings.EventsPerUser);
            counts = new SampleCounts(settings.Products, settings.Users, events.Rows, searches.Rows);
        }
        output.Commit();
        return counts;
    }

    private static void WriteProducts(string path, SampleCatalogue catalogue)
    {
        using var file = new CsvFile(path, ProductColumns);
        for (var product = 0; product < catalogue.Count; product++)
        {
            var text = new ProductText(catalogue, product);
            var price = catalogue[product].Price;
            file.Write(
                (SampleCatalogue.FirstId + product).ToString(CultureInfo.InvariantCulture),
                text.Title,
                text.Category,
                $"{price / 100}.{price % 100:00}",
                text.Description
            );
        }
    }
}
