using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;

namespace Recsys.Model.Ingest;

/// <summary>
/// Where the splits begin, in Unix milliseconds; the relation <c>events</c> names each row's split in its column <c>part</c>.
/// </summary>
/// <param name="First">Of the kept events; null without any.</param>
/// <param name="Last">Of the kept events; null without any.</param>
/// <param name="ValidationFrom">First moment of the validation split; null where nothing is cut at one time for all.</param>
/// <param name="TestFrom">First moment of the test split; null where nothing is cut at one time for all.</param>
internal sealed record SplitTimes(long? First, long? Last, long? ValidationFrom, long? TestFrom)
{
    /// <summary>Makes <c>events</c> of <c>kept_events</c>, and finds the times at which the searches are split.</summary>
    /// <param name="searches">The search log, staged; null where there is none.</param>
    /// <exception cref="DataException">A split would be empty.</exception>
    public static SplitTimes Of(Database database, DataSettings settings, RawTable? searches)
    {
        if (settings.ValidationFrom >= settings.TestFrom)
            throw new SettingsException([
                new SettingsMistake(
                    "data.validation_from",
                    "settings",
                    "it must be smaller than data.test_from. Remedy: e.g. 0.8 and 0.9."
                ),
            ]);
        var kept = database.Number("SELECT count(*) FROM kept_events");
        if (kept > 0 && settings.Split == DataSettings.TimeSplit)
        {
            var times = Quantiles(database, settings, "kept_events", "events", "data.events.columns.timestamp");
            database.Execute($"CREATE TABLE events AS SELECT *, {times.SplitOf("ts")} AS part FROM kept_events");
            return times;
        }
        LastBaskets(database);
        if (kept > 0 && database.Number($"SELECT count(DISTINCT part) FROM events") < 3)
            throw new DataException(
                $"no user has three purchases at different times, so data.split = {DataSettings.LastBasketSplit} leaves no "
                    + $"{Tables.ValidationPart} or no {Tables.TestPart} part. Remedy: bring more events, or split by time."
            );
        // What each user bought last says nothing of when a search was: the log is cut at its own quantiles.
        var log = searches is null
            ? new SplitTimes(null, null, null, null)
            : Quantiles(
                database,
                settings,
                $"(SELECT ts FROM {searches.Staged} WHERE fate = '{Reason.Kept}')",
                "searches",
                "data.searches.columns.timestamp"
            );
        return kept == 0
            ? log with
            {
                First = null,
                Last = null,
            }
            : log with
            {
                First = database.Number("SELECT min(ts) FROM events"),
                Last = database.Number("SELECT max(ts) FROM events"),
            };
    }

    /// <summary>SQL for the name of a time's split.</summary>
    public string SplitOf(string time) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"CASE WHEN {time} >= {TestFrom} THEN '{Tables.TestPart}' "
                + $"WHEN {time} >= {ValidationFrom} THEN '{Tables.ValidationPart}' ELSE '{Tables.TrainPart}' END"
        );

    // A split begins at the time of the row at position ⌊q·n⌋ (from 0) in the order of time; equal times stay together.
    private static SplitTimes Quantiles(Database database, DataSettings settings, string relation, string rows, string setting)
    {
        var kept = database.Number($"SELECT count(*) FROM {relation}");
        long At(double quantile) =>
            database.Number(
                $"SELECT ts FROM {relation} ORDER BY ts LIMIT 1 OFFSET "
                    + $"{((long)((decimal)quantile * kept)).ToString(CultureInfo.InvariantCulture)}"
            );
        var (first, validation, test) = (
            database.Number($"SELECT min(ts) FROM {relation}"),
            At(settings.ValidationFrom),
            At(settings.TestFrom)
        );
        return first < validation && validation < test
            ? new SplitTimes(first, database.Number($"SELECT max(ts) FROM {relation}"), validation, test)
            : throw new DataException(
                $"the {kept} {rows} do not spread over enough points in time to be split at the quantiles data.validation_from and "
                    + $"data.test_from. Remedy: bring more {rows}, or check what {setting} names."
            );
    }

    // A user's last purchases are the test split and those before them the validation split, each with the events from then on. Of two
    // baskets the last is held out; of one nothing is, since no history would be left.
    private static void LastBaskets(Database database) =>
        database.Execute(
            $"""
            CREATE TABLE events AS
            WITH baskets AS (
                SELECT user_id, ts, row_number() OVER (PARTITION BY user_id ORDER BY ts DESC) AS age,
                    count(*) OVER (PARTITION BY user_id) AS baskets
                FROM (SELECT DISTINCT user_id, ts FROM kept_events WHERE type = '{EventType.Purchase.Name()}')),
            splits AS (
                SELECT user_id, min(ts) FILTER (age = 1 AND baskets >= 2) AS test_from,
                    min(ts) FILTER (age = 2 AND baskets >= 3) AS validation_from
                FROM baskets GROUP BY user_id)
            SELECT e.*, CASE WHEN e.ts >= s.test_from THEN '{Tables.TestPart}'
                WHEN e.ts >= s.validation_from THEN '{Tables.ValidationPart}'
                ELSE '{Tables.TrainPart}' END AS part
            FROM kept_events e LEFT JOIN splits s USING (user_id)
            """
        );
}
