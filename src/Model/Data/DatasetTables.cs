using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Data;

/// <summary>Reads the dataset's tables; a field that cannot be used is named by file, line and column.</summary>
internal static class DatasetTables
{
    public static ProductRow[] Products(string file) =>
        [
            .. Rows(file, Tables.ProductColumns)
                .Select(row => new ProductRow(row[0], row[1], row[2], row[3].Length == 0 ? null : row.Price(3), row[4])),
        ];

    /// <summary>The users in the order of the file, each with all of its events.</summary>
    public static UserEvents[] Events(string file, int products)
    {
        var users = new List<UserEvents>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var events = new List<EventRow>();
        string? current = null;
        foreach (var row in Rows(file, Tables.EventColumns))
        {
            if (row[0] != current)
            {
                Flush();
                if (!seen.Add(row[0])) throw row.Unusable(0, "the events of one user stand together");
                current = row[0];
            }
            var e = new EventRow(row.Product(1, products), row.Type(2), row.Time(3), row.Split(5));
            if (events.Count > 0 && (e.Timestamp < events[^1].Timestamp || e.Split < events[^1].Split))
                throw row.Unusable(3, "a user's events are in the order of time");
            events.Add(e);
        }
        Flush();
        return [.. users];

        void Flush()
        {
            if (current is not null) users.Add(new UserEvents(current, [.. events]));
            events.Clear();
        }
    }

    /// <summary>User to country, of those whose country is known.</summary>
    public static Dictionary<string, string> Countries(string file)
    {
        var countries = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(file)) return countries;
        foreach (var row in Rows(file, Tables.UserColumns))
            if (!countries.TryAdd(row[0], row[1])) throw row.Unusable(0, "a user has one row");
        return countries;
    }

    public static SearchRow[] Searches(string file, int products) =>
        !File.Exists(file)
            ? []
            :
            [
                .. Rows(file, Tables.SearchColumns)
                    .Select(row => new SearchRow(row[0], row[2].Length == 0 ? -1 : row.Product(2, products), row.Time(3), row.Split(4))),
            ];

    private static IEnumerable<Row> Rows(string file, string[] columns) =>
        Tsv.Read(file, columns).Select((fields, i) => new Row(file, i + 2, columns, fields));

    private readonly record struct Row(string File, int Line, string[] Columns, string[] Fields)
    {
        public string this[int column] => Fields[column];

        public int Product(int column, int products) =>
            int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < products
                ? index : throw Unusable(column, $"the catalogue has the products 0 to {products - 1}");

        public long Time(int column) =>
            long.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
                ? time
                : throw Unusable(column, "expected Unix milliseconds");

        public double Price(int column) =>
            double.TryParse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var price) && double.IsFinite(price)
                ? price
                : throw Unusable(column, "expected a number");

        public EventType Type(int column) =>
            EventTypes.TryParse(this[column], out var type)
                ? type
                : throw Unusable(column, $"expected one of {string.Join(", ", EventTypes.Names)}");

        public Split Split(int column) => this[column] switch
        {
            Tables.TrainPart => Data.Split.Train,
            Tables.ValidationPart => Data.Split.Validation,
            Tables.TestPart => Data.Split.Test,
            _ => throw Unusable(column, $"expected one of {Tables.TrainPart}, {Tables.ValidationPart}, {Tables.TestPart}"),
        };

        public ArtifactException Unusable(int column, string why) =>
            new($"{File}, line {Line}: unusable {Columns[column]} '{this[column]}': {why}. Remedy: run Ingest again.");
    }
}
