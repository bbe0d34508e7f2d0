using System.Globalization;
using System.Text.Json;
using Recsys.Settings;

namespace Recsys.Model.Tuning;

/// <summary>One tuned setting as an axis: a range is the positions 0 … 1 in its scale, choices are the positions 0, 1, 2, ….</summary>
public sealed class TuningAxis
{
    // Numbers that people review: more digits say nothing.
    private const string Significant = "G3";
    private readonly string[] _choices;
    private readonly bool _whole, _logarithmic;
    private readonly double _from, _to, _low, _high;

    /// <param name="path">The setting, e.g. <c>train.dropout</c>.</param>
    /// <param name="tuned">Its values, validated.</param>
    /// <param name="whole">Whether its numbers are whole.</param>
    public TuningAxis(string path, TunedSetting tuned, bool whole)
    {
        (Path, _whole, _logarithmic) = (path, whole, tuned.Scale == TunedSetting.Logarithmic);
        _choices =
        [
            .. (tuned.Choices ?? [])
                .Select(choice =>
                    choice.ValueKind == JsonValueKind.Number ? SettingsOverlay.Json(choice.GetDouble()) : choice.GetRawText()
                )
                .Distinct(),
        ];
        if (_choices.Length > 0)
            return;
        (_from, _to) = (tuned.From!.Value, tuned.To!.Value);
        // Each whole number has the stretch that is rounded to it, the first and the last one too.
        var half = whole ? 0.5 : 0;
        (_low, _high) = (Scaled(_from - half), Scaled(_to + half));
    }

    /// <summary>The setting's dotted path.</summary>
    public string Path { get; }

    /// <summary>Number of choices; 0 for a range.</summary>
    public int Choices => _choices.Length;

    /// <summary>The value at a position, as JSON.</summary>
    public string Value(double position)
    {
        if (Choices > 0) return _choices[(int)position];
        var scaled = _low + position * (_high - _low);
        var number = _logarithmic ? Math.Exp(scaled) : scaled;
        number = _whole
            ? Math.Round(number)
            : double.Parse(number.ToString(Significant, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return SettingsOverlay.Json(Math.Clamp(number, _from, _to));
    }

    /// <summary>The position of a value; of a number outside the range its nearest end; null of a value that is no choice.</summary>
    public double? Position(string json)
    {
        if (Choices > 0) return Array.IndexOf(_choices, json) is var index and >= 0 ? index : null;
        var number = Math.Clamp(double.Parse(json, CultureInfo.InvariantCulture), _from, _to);
        return _high > _low ? (Scaled(number) - _low) / (_high - _low) : 0.5;
    }

    private double Scaled(double number) => _logarithmic ? Math.Log(number) : number;
}
