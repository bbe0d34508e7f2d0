using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Api.Requests;

/// <summary>The values that requests are made of.</summary>
internal static class ValueRules
{
    /// <summary>A text that says something.</summary>
    public static ValueRule<string> Text { get; } = new("must be a string of valid Unicode, and not empty", "", static (value, out text) =>
        JsonText.TryRead(value, out text) && !string.IsNullOrWhiteSpace(text));

    /// <summary>A text that may be empty.</summary>
    public static ValueRule<string> AnyText { get; } = new("must be a string of valid Unicode", "", JsonText.TryRead);

    /// <summary>An id as canonical text.</summary>
    public static ValueRule<string> Id { get; } = new(
        $"must be a number, or a string of 1 to {CanonicalId.Longest} characters",
        "",
        CanonicalId.TryRead
    );

    /// <summary>How many results are wanted.</summary>
    public static ValueRule<int> K { get; } = Whole(1, 100);

    /// <summary>A number of 0 or more.</summary>
    public static ValueRule<double?> Amount { get; } = new("must be a number of 0 or more", null, TryReadAmount);

    /// <summary>What a user did.</summary>
    public static ValueRule<EventType> EventType { get; } = new(
        $"must be one of {string.Join(", ", EventTypes.Names)}",
        default,
        TryReadEventType
    );

    /// <summary>When, in Unix milliseconds.</summary>
    public static ValueRule<long> Time { get; } = new(
        "must be a time: Unix milliseconds or seconds, or ISO 8601 text",
        0,
        EventTime.TryRead
    );

    /// <summary>When something happened, in Unix milliseconds: the past, as far as two clocks agree on it.</summary>
    /// <param name="now">Unix milliseconds.</param>
    public static ValueRule<long> TimeUntil(long now) => new(
        $"{Time.Demand}, not more than {EventTime.Tolerance.TotalMinutes:0} minutes in the future",
        0,
        (value, out time) => EventTime.TryRead(value, out time) && time <= now + (long)EventTime.Tolerance.TotalMilliseconds
    );

    /// <summary>A whole number within bounds.</summary>
    public static ValueRule<int> Whole(int least, int most) => new(
        $"must be a whole number from {least} to {most}",
        least,
        (value, out number) =>
        {
            number = least;
            return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number) && number >= least && number <= most;
        }
    );

    private static bool TryReadAmount(JsonElement value, out double? amount)
    {
        amount = null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !double.IsFinite(number) || number < 0)
            return false;
        amount = number;
        return true;
    }

    private static bool TryReadEventType(JsonElement value, out EventType type)
    {
        type = default;
        return JsonText.TryRead(value, out var text) && EventTypes.TryParse(text, out type);
    }
}
