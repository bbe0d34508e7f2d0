using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Sample;

/// <summary>The event and search tables being written, with the little dirt that real exports have.</summary>
internal sealed class SampleLog(CsvFile events, CsvFile searches, DateTime from, int period)
{
    public static readonly string[] EventColumns = ["user_id", "product_id", "type", "timestamp", "quantity", "price"];
    public static readonly string[] SearchColumns = ["timestamp", "user_id", "query", "product_id"];

    /// <summary>Month (1–12) of a second of the period.</summary>
    public int Month(int second) => from.AddSeconds(second).Month;

    /// <summary>One event, its price in cents; nothing after the end of the period.</summary>
    public void Event(int user, int product, EventType type, int second, int quantity, int price, ref SampleRandom random)
    {
        if (second >= period) return;
        var (id, amount) = (Text(SampleCatalogue.FirstId + product), $"{price / 100}.{price % 100:00}");
        var (who, what, when, many) = (Text(user), type.Name(), Time(second), Text(quantity));
        events.Write(who, id, what, when, many, amount);
        // Out of a thousand rows: 2 repeats, 3 without user, 1 unknown product, half a wrong price, half a wrong time.
        switch (random.Below(2000))
        {
            case < 4: events.Write(who, id, what, when, many, amount); break;
            case < 10: events.Write("", id, "view", when, "1", amount); break;
            case < 12: events.Write(who, "999999999", what, when, many, amount); break;
            case < 13: events.Write(who, id, what, when, many, "-" + amount); break;
            case < 14: events.Write(who, id, what, "2026-02-30 25:61", many, amount); break;
        }
    }

    /// <summary>One search; <paramref name="clicked"/> is negative where nothing was clicked, <paramref name="user"/> 0 where
    /// unknown.</summary>
    public void Search(int second, int user, string query, int clicked)
    {
        if (second >= period) return;
        searches.Write(Time(second), user == 0 ? "" : Text(user), query, clicked < 0 ? "" : Text(SampleCatalogue.FirstId + clicked));
    }

    private string Time(int second) => from.AddSeconds(second).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
