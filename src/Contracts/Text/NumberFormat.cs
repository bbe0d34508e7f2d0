using System.Globalization;

namespace Recsys.Contracts.Text;

/// <summary>Figures as text, the same everywhere.</summary>
public static class NumberFormat
{
    /// <summary>Four to six decimals: enough to see why two figures that look alike are not.</summary>
    public static string Text(double value) => Unsigned(value.ToString("0.0000##", CultureInfo.InvariantCulture));

    /// <summary>Four decimals, for tables.</summary>
    public static string Short(double value) => Unsigned(value.ToString("0.0000", CultureInfo.InvariantCulture));

    /// <summary>A whole number with thousands separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage with one decimal.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Unsigned(string text) => text.AsSpan().IndexOfAnyExcept("-0.") < 0 ? text.TrimStart('-') : text;
}
