using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;

namespace Recsys.Settings;

/// <summary>The search for better settings of training.</summary>
public sealed record TuneSettings
{
    [Description("Trials in all; the first one is the settings as they are. Raised later, the search goes on where it ended.")]
    [Range(1, 10_000)]
    public int Trials { get; init; } = 20;

    [Description(
        "Weight of the search figure in a trial's score, where that of the recommendations has 1; 0, or train.search_weight 0: "
            + "recommendations alone count."
    )]
    [Range(0.0, 100.0)]
    public double SearchWeight { get; init; } = 0.25;

    [Description(
        "What is tuned: the name of a setting of train, e.g. dropout or memory.lambda, to the values it may take. Written, it takes the "
            + "place of the default as a whole."
    )]
    public Dictionary<string, TunedSetting> Space { get; init; } =
        new(StringComparer.Ordinal)
        {
            ["learning_rate"] = new()
            {
                From = 0.0003,
                To = 0.01,
                Scale = TunedSetting.Logarithmic,
            },
            ["dropout"] = new() { From = 0, To = 0.5 },
            ["identity_dropout"] = new() { From = 0, To = 0.5 },
            ["dimensions"] = new() { Choices = TunedSetting.Of(32, 64, 128) },
            ["blocks"] = new() { From = 1, To = 3 },
            ["feed_forward"] = new() { Choices = TunedSetting.Of(64, 128, 256) },
            ["negatives"] = new()
            {
                From = 64,
                To = 1024,
                Scale = TunedSetting.Logarithmic,
            },
            ["horizon"] = new()
            {
                From = 1,
                To = 30,
                Scale = TunedSetting.Logarithmic,
            },
        };
}

/// <summary>The values that one setting may take: a range of numbers, or one of some.</summary>
public sealed record TunedSetting
{
    public const string Linear = "linear", Logarithmic = "log";

    [Description("Smallest number of a range.")]
    public double? From { get; init; }

    [Description("Largest number of a range.")]
    public double? To { get; init; }

    [Description(
        "linear: every part of the range is as likely as another of its length; log: every multiple is, from above 0 on. Without it: "
            + "linear."
    )]
    [AllowedValues(Linear, Logarithmic)]
    public string? Scale { get; init; }

    [Description("The values, in place of a range.")]
    public JsonElement[]? Choices { get; init; }

    /// <summary>Choices among whole numbers.</summary>
    internal static JsonElement[] Of(params int[] values) =>
        [.. values.Select(value => JsonElement.Parse(value.ToString(CultureInfo.InvariantCulture)))];
}
