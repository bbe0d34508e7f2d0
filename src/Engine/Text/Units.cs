using System.Collections.Frozen;

namespace Recsys.Engine.Text;

/// <summary>Units of measure as shops write them, each to one form: <c>inches</c>, <c>寸</c> and <c>"</c> are all <c>in</c>.</summary>
internal static class Units
{
    /// <summary>The longest unit written in Chinese, in characters.</summary>
    public const int LongestChinese = 2;

    private static readonly FrozenDictionary<string, string> Forms = new[]
    {
        "in inch inches 英寸 寸 吋",
        "ft foot feet 英尺",
        "yd yard yards",
        "mm millimeter millimeters 毫米",
        "cm centimeter centimeters 厘米 公分",
        "m meter meters metre metres 米",
        "g gram grams 克",
        "kg kilogram kilograms 公斤 千克",
        "jin 斤",
        "mg 毫克",
        "lb lbs pound pounds 磅",
        "oz ounce ounces 盎司",
        "ml milliliter milliliters 毫升",
        "l liter liters litre litres 升",
        "gal gallon gallons 加仑",
        "qt quart quarts",
        "pt pint pints",
        "kb",
        "mb",
        "gb",
        "tb",
        "hz 赫兹",
        "khz",
        "mhz",
        "ghz",
        "v volt volts 伏",
        "w watt watts 瓦",
        "kw 千瓦",
        "amp amps ampere amperes 安",
        "mah 毫安",
        "wh",
        "btu btus",
        "hp",
        "rpm",
        "psi",
        "mp",
        "fps",
        "pcs pc piece pieces 件",
        "pk pack packs 包",
        "pair pairs 双",
        "sqft",
    }
        .Select(line => line.Split(' '))
        .SelectMany(forms => forms.Select(form => KeyValuePair.Create(form, forms[0])))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The one form of a unit; null for anything else.</summary>
    /// <param name="text">Folded text.</param>
    public static string? Of(string text) => Forms.GetValueOrDefault(text);
}
