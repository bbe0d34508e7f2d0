using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Api.Requests;

/// <summary>The values that requests are made of.</summary>
internal static class ValueRules
{
    /// <summary>A text that says something.</summary>
    public static ValueRule<string> Text { get; } = new(
        "must be a string of valid Unicode, and not empty",
        """{"type":"string","minLength":1}""",
        "",
        static (value, out text) => JsonText.TryRead(value, out text) && !string.IsNullOrWhiteSpace(text)
    );

    /// <summary>A text that may be empty.</summary>
    public static ValueRule<string> AnyText { get; } =
        new("must be a string of valid Unicode", """{"type":"string"}""", "", JsonText.TryRead);

    /// <summary>An id as canonical text.</summary>
    public static ValueRule<string> Id { get; } = new(
        $"must be a number, or a string of 1 to {CanonicalId.Longest} characters",
        $$"""{"oneOf":[{"type":"integer"},{"type":"string","minLength":1,"maxLength":{{CanonicalId.Longest}}}]}""",
        "",
        CanonicalId.TryRead
    );

    /// <summary>How many results are wanted.</summary>
    public static ValueRule<int> K { get; } = Whole(1, 100);

    /// <summary>Yes or no.</summary>
    public static ValueRule<bool> Flag { get; } = new("must be true or false", """{"type":"boolean"}""", false, static (value, out flag) =>
    {
        flag = value.ValueKind == JsonValueKind.True;
        return flag || value.ValueKind == JsonValueKind.False;
    });

    /// <summary>A number from 0 to 1.</summary>
    public static ValueRule<double> Share { get; } = new(
        "must be a number from 0 to 1",
        """{"type":"number","minimum":0,"maximum":1}""",
        0,
        static (value, out share) =>
        {
            share = 0;
            return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out share) && share is >= 0 and <= 1;
        }
    );

    /// <summary>A number of 0 or more.</summary>
    public static ValueRule<double?> Amount { get; } =
        new("must be a number of 0 or more", """{"type":"number","minimum":0}""", null, TryReadAmount);

    /// <summary>What a user did.</summary>
    public static ValueRule<EventType> EventType { get; } = new(
        $"must be one of {string.Join(", ", EventTypes.Names)}",
        $$"""{"enum":["{{string.Join("\",\"", EventTypes.Names)}}"]}""",
        default,
        TryReadEventType
    );

    /// <summary>When, in Unix milliseconds.</summary>
    public static ValueRule<long> Time { get; } = new(
        "must be a time: Unix milliseconds or seconds, or ISO 8601 text",
        """{"oneOf":[{"type":"number"},{"type":"string"}]}""",
        0,
        EventTime.TryRead
    );

    /// <summary>When something happened, in Unix milliseconds: the past, as far as two clocks agree on it.</summary>
    /// <param name="now">Unix milliseconds.</param>
    public static ValueRule<long> TimeUntil(long now) => Time with
    {
        Demand = $"{Time.Demand}, not more than {EventTime.Tolerance.TotalMinutes:0} minutes in the future",
        TryRead = (value, out time) => EventTime.TryRead(value, out time) && time <= now + (long)EventTime.Tolerance.TotalMilliseconds,
    };

    /// <summary>A whole number within bounds.</summary>
    public static ValueRule<int> Whole(int least, int most) => new(
        $"must be a whole number from {least} to {most}",
        $$"""{"type":"integer","minimum":{{least}},"maximum":{{most}}}""",
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
