namespace Recsys.Model.Ingest;

/// <summary>Quoting, and the conversions from text that every table shares, as DuckDB macros.</summary>
internal static class Sql
{
    /// <summary>The column with the 1-based data row.</summary>
    public const string Row = "\"#row\"";

    public static string Name(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Text(string literal) => $"'{literal.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A file as DuckDB takes it literally: its glob characters bracketed.</summary>
    public static string File(string path) =>
        Text(
            path.Replace("[", "[[]", StringComparison.Ordinal)
                .Replace("*", "[*]", StringComparison.Ordinal)
                .Replace("?", "[?]", StringComparison.Ordinal)
        );

    /// <summary>
    /// clean_text: white space collapsed, null when empty. clean_id: the same, and an integral float becomes an integer.
    /// parse_price: up to four decimals. parse_count: a whole number. parse_time: Unix milliseconds; text without offset is UTC;
    /// bare numbers below 10¹¹ are seconds, below 10¹⁴ milliseconds, below 10¹⁷ microseconds; slashed dates are month first.
    /// </summary>
    public const string Macros = """
        CREATE MACRO clean_text(t) AS nullif(trim(regexp_replace(t, '[\s\p{Z}]+', ' ', 'g')), '');
        CREATE MACRO clean_id(t) AS regexp_replace(clean_text(t), '^(0|-?[1-9][0-9]*)\.0+$', '\1');
        CREATE MACRO parse_price(t) AS coalesce(TRY_CAST(t AS DECIMAL(18,4)), TRY_CAST(TRY_CAST(t AS DOUBLE) AS DECIMAL(18,4)));
        CREATE MACRO parse_count(t) AS CASE WHEN regexp_full_match(t, '[+-]?[0-9]{1,9}(\.0*)?') THEN
            TRY_CAST(TRY_CAST(t AS DECIMAL(18,4)) AS BIGINT) END;
        CREATE MACRO number_time(n) AS CASE
            WHEN n < 100000000000 THEN n * 1000
            WHEN n < 100000000000000 THEN n
            WHEN n < 100000000000000000 THEN n / 1000
            END;
        CREATE MACRO iso_time(t) AS epoch_ms(TRY_CAST(regexp_replace(
            regexp_replace(t, '\s+([+-][0-9])', '\1'),
            '^(\S+[T ][0-9]{1,2}:[0-9]{2})(Z|[+-][0-9].*)$',
            '\1:00\2') AS TIMESTAMPTZ));
        CREATE MACRO any_time(t) AS CASE
            WHEN regexp_full_match(t, '[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([T ].*)?') THEN iso_time(t)
            WHEN regexp_full_match(t, '[0-9]{8}') THEN epoch_ms(TRY_STRPTIME(t, '%Y%m%d'))
            WHEN regexp_full_match(t, '[0-9]{9,17}(\.[0-9]*)?') THEN CAST(trunc(number_time(TRY_CAST(t AS DECIMAL(30,6)))) AS BIGINT)
            WHEN regexp_full_match(t, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}.*') THEN
                epoch_ms(TRY_STRPTIME(t, ['%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %I:%M:%S %p']))
            END;
        CREATE MACRO parse_time(t) AS CASE WHEN any_time(t) BETWEEN 0 AND 253402300799999 THEN any_time(t) END;
        CREATE MACRO csv_field(t) AS CASE
            WHEN t IS NULL THEN ''
            WHEN regexp_matches(t, '[,"\n\r]') THEN '"' || replace(t, '"', '""') || '"'
            ELSE t
            END;
        """;
}
