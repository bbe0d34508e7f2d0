using System.Globalization;
using System.Text.Json;

namespace Recsys.Server.Api.Requests;

/// <summary>
/// Ids in requests are numbers or strings and are compared as text: <c>1234</c>, <c>1234.0</c> and <c>"1234"</c> are the
/// same, <c>"01234"</c> is another, as are <c>"a"</c> and <c>"A"</c>.
/// </summary>
internal static class CanonicalId
{
    public const int Longest = 256;

    /// <summary>Reads a number or a string; the id is empty when it is neither.</summary>
    public static bool TryRead(JsonElement value, out string id)
    {
        id = "";
        if (value.ValueKind == JsonValueKind.Number) id = OfNumber(value.GetRawText());
        else if (!JsonText.TryRead(value, out id)) return false;
        if (id.Length is > 0 and <= Longest) return true;
        id = "";
        return false;
    }

    /// <summary>An integral number in plain digits, any other number as it is written.</summary>
    private static string OfNumber(string raw)
    {
        if (raw == "-0") return "0";
        if (raw.AsSpan().IndexOfAny(".eE") < 0) return raw;
        return decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && decimal.IsInteger(number)
            ? decimal.Truncate(number).ToString("0", CultureInfo.InvariantCulture)
            : raw;
    }
}
