using DuckDB.NET.Data;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Text;
using Recsys.Settings;

namespace Recsys.Model.Ingest;

/// <summary>From target columns to SQL expressions over a raw table's columns.</summary>
/// <param name="table">The table as read.</param>
/// <param name="settings">The mapping.</param>
/// <param name="section"><c>products</c>, <c>events</c> or <c>searches</c>, for messages.</param>
internal sealed class ColumnMap(RawTable table, TableSettings settings, string section)
{
    /// <summary>Text expression of a target the table must have.</summary>
    /// <exception cref="DataException">The table has no such column.</exception>
    public string Required(string target) => Find(target, required: true)!;

    /// <summary>Text expression of a target; NULL where it is neither mapped nor a column.</summary>
    public string Optional(string target) => Find(target, required: false) ?? "CAST(NULL AS VARCHAR)";

    /// <summary>The target is mapped or a column of the table.</summary>
    public bool Has(string target) => Find(target, required: false) is not null;

    /// <summary>Whether a row belongs to the table at all.</summary>
    public string Where => settings.Where is { } where ? $"coalesce(CAST(({where}) AS BOOLEAN), false)" : "true";

    /// <exception cref="SettingsException">A target that this table does not have.</exception>
    public ColumnMap Allow(params string[] targets)
    {
        var unknown = settings
            .Columns.Keys.Where(key => !targets.Contains(key))
            .Order(StringComparer.Ordinal)
            .Select(key => new SettingsMistake(
                $"data.{section}.columns.{key}",
                "settings",
                $"there is no such target. Remedy: the targets are {string.Join(", ", targets)}."
            ))
            .ToArray();
        return unknown.Length == 0 ? this : throw new SettingsException(unknown);
    }

    /// <summary>Binds every SQL expression by itself, so that a mistake is named by its setting.</summary>
    /// <exception cref="SettingsException">Expressions that the table's columns do not allow.</exception>
    public void Check(Database database)
    {
        var expressions = settings.Columns.Where(pair => pair.Value.Sql is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (Setting: $"data.{section}.columns.{pair.Key}", Sql: $"CAST(({pair.Value.Sql}) AS VARCHAR)")).ToList();
        if (settings.Where is not null) expressions.Add(($"data.{section}.where", Where));
        var mistakes = new List<SettingsMistake>();
        foreach (var (setting, sql) in expressions)
        {
            try
            {
                database.Execute($"SELECT {sql} FROM {table.Relation} LIMIT 0");
            }
            catch (DuckDBException e)
            {
                mistakes.Add(
                    new SettingsMistake(
                        setting,
                        "settings",
                        $"{TableLoader.FirstLine(e)} Remedy: write it in DuckDB's SQL over the columns "
                            + $"{string.Join(", ", table.Columns)}; all are text."
                    )
                );
            }
        }
        if (mistakes.Count > 0) throw new SettingsException(mistakes);
    }

    private string? Find(string target, bool required)
    {
        var mapped = settings.Columns.GetValueOrDefault(target);
        if (mapped?.Sql is { } sql) return $"CAST(({sql}) AS VARCHAR)";
        var wanted = mapped?.Column ?? target;
        // By exact case: an unmapped target must not pick up a column that only happens to look alike.
        if (table.Columns.Contains(wanted, StringComparer.Ordinal)) return Sql.Name(wanted);
        if (mapped is null && !required) return null;
        var near = NearestName.Of(wanted, table.Columns) is { } name ? $" Did you mean '{name}'?" : "";
        throw new DataException(
            $"{table.Display} has no column '{wanted}' (data.{section}.columns.{target}). Its columns are "
                + $"{string.Join(", ", table.Columns)}.{near} Remedy: name the right column in the settings."
        );
    }
}
