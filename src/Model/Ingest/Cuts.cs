using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Settings;

namespace Recsys.Model.Ingest;

/// <summary>Where time is cut into the parts, in Unix milliseconds.</summary>
/// <param name="First">Of the kept events.</param>
/// <param name="Last">Of the kept events.</param>
/// <param name="ValidationFrom">First event of the validation part.</param>
/// <param name="TestFrom">First event of the test part.</param>
internal sealed record Cuts(long First, long Last, long ValidationFrom, long TestFrom)
{
    /// <summary>A cut is the time of the event at position ⌊q·n⌋ (from 0) in the order of time; equal times stay together.</summary>
    /// <exception cref="DataException">A part would be empty.</exception>
    public static Cuts Of(Database database, DataSettings settings)
    {
        if (settings.ValidationFrom >= settings.TestFrom)
            throw new SettingsException([new SettingsMistake("data.validation_from", "settings", "it must be smaller than data.test_from. Remedy: e.g. 0.8 and 0.9.")]);
        var kept = database.Number("SELECT count(*) FROM events");
        long At(double quantile) => database.Number($"SELECT ts FROM events ORDER BY ts LIMIT 1 OFFSET {((long)((decimal)quantile * kept)).ToString(CultureInfo.InvariantCulture)}");
        var cuts = new Cuts(database.Number("SELECT min(ts) FROM events"), database.Number("SELECT max(ts) FROM events"), At(settings.ValidationFrom), At(settings.TestFrom));
        return cuts.First < cuts.ValidationFrom && cuts.ValidationFrom < cuts.TestFrom
            ? cuts
            : throw new DataException($"the {kept} events do not spread over enough points in time to be split at the quantiles data.validation_from and data.test_from. Remedy: bring more events, or check what data.events.columns.timestamp names.");
    }

    /// <summary>SQL for the part of a time.</summary>
    public string Part(string time) => FormattableString.Invariant(
        $"CASE WHEN {time} >= {TestFrom} THEN '{Tables.TestPart}' WHEN {time} >= {ValidationFrom} THEN '{Tables.ValidationPart}' ELSE '{Tables.TrainPart}' END");
}
