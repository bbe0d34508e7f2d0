using DuckDB.NET.Data;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;
using Recsys.Settings;

namespace Recsys.Model.Ingest;

/// <summary>From target columns to SQL expressions over a raw table's columns. Whoever uses it has looked at its mistakes.</summary>
/// <param name="table">The table as read.</param>
/// <param name="settings">The mapping.</param>
/// <param name="setting">The table's own setting, for messages: <c>data.events</c>.</param>
/// <param name="targets">What the table may bring.</param>
internal sealed class ColumnMap(RawTable table, TableSettings settings, string setting, IReadOnlyList<TableTarget> targets)
{
    private const string Origin = "settings";

    /// <summary>The setting of the table.</summary>
    public string Setting => setting;

    /// <summary>Text expression of a target; NULL where it is neither mapped nor a column.</summary>
    public string this[string target] =>
        Sql(target) is { } sql ? $"CAST(({sql}) AS VARCHAR)" : Has(target) ? Ingest.Sql.Name(Wanted(target)) : "CAST(NULL AS VARCHAR)";

    /// <summary>The target is mapped or a column of the table.</summary>
    // By exact case: an unmapped target must not pick up a column that only happens to look alike.
    public bool Has(string target) => IsMapped(target) || table.Columns.Contains(target, StringComparer.Ordinal);

    /// <summary>The settings name the target.</summary>
    public bool IsMapped(string target) => settings.Columns.ContainsKey(target);

    /// <summary>Whether a row belongs to the table at all.</summary>
    public string Where => settings.Where is { } where ? $"coalesce(CAST(({where}) AS BOOLEAN), false)" : "true";

    /// <summary>Targets that do not exist, columns that the table does not have, and SQL that its columns do not allow: all of
    /// them.</summary>
    public IEnumerable<SettingsMistake> Mistakes(Database database) => [.. Unknown(), .. Missing(), .. Unbound(database)];

    private IEnumerable<SettingsMistake> Unknown()
    {
        var names = targets.Select(target => target.Name).ToList();
        return settings
            .Columns.Keys.Except(names, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(key => Mistake(
                key,
                $"there is no such target.{DidYouMean(NearestName.Of(key, names))} Remedy: the targets are {string.Join(", ", names)}."
            ));
    }

    private IEnumerable<SettingsMistake> Missing() =>
        targets
            .Where(target => Sql(target.Name) is null && (target.IsRequired || IsMapped(target.Name)))
            .Where(target => !table.Columns.Contains(Wanted(target.Name), StringComparer.Ordinal))
            .Select(target => Mistake(
                target.Name,
                $"{table.Display} has no column '{Wanted(target.Name)}'. Its columns are {string.Join(", ", table.Columns)}."
                    + $"{DidYouMean(NearestName.Of(Wanted(target.Name), table.Columns))} Remedy: name the right column here."
            ));

    // Each by itself, so that a mistake is named by its setting.
    private IEnumerable<SettingsMistake> Unbound(Database database)
    {
        var expressions = settings
            .Columns.Where(pair => pair.Value.Sql is not null)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (Path: $"columns.{pair.Key}", Written: pair.Value.Sql!, Sql: $"CAST(({pair.Value.Sql}) AS VARCHAR)"))
            .ToList();
        if (settings.Where is { } where) expressions.Add(("where", where, Where));
        foreach (var (path, written, sql) in expressions)
            if (Refused(database, sql) is { } reason)
                yield return new SettingsMistake(
                    $"{setting}.{path}",
                    Origin,
                    $"\"{string.Join(' ', written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}\" is no SQL for "
                        + $"{table.Display}: {reason} Remedy: write it in DuckDB's SQL over the columns "
                        + $"{string.Join(", ", table.Columns)}; all are text."
                );
    }

    private string? Refused(Database database, string sql)
    {
        try
        {
            database.Execute($"SELECT {sql} FROM {table.Relation} LIMIT 0");
            return null;
        }
        catch (DuckDBException e)
        {
            return TableLoader.FirstLine(e);
        }
    }

    private string? Sql(string target) => settings.Columns.GetValueOrDefault(target)?.Sql;

    private string Wanted(string target) => settings.Columns.GetValueOrDefault(target)?.Column ?? target;

    private SettingsMistake Mistake(string target, string message) => new($"{setting}.columns.{target}", Origin, message);

    private static string DidYouMean(string? name) => name is null ? "" : $" Did you mean '{name}'?";
}
