using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>Why a step cannot be left alone, one line for each cause.</summary>
public static class StepReasons
{
    public const string FirstRun = "it has not run here before", Unreadable = "its record is not readable", Forced = "--force names it";
    private const int LongestValue = 60, ShownDigits = 12;

    /// <summary>Nothing when the step is up to date.</summary>
    /// <param name="step">What would run.</param>
    /// <param name="record">What ran last.</param>
    /// <param name="hash">Hash of a folder as it is now.</param>
    public static IReadOnlyList<string> Of(Step step, StepRecord record, Func<string, string> hash) =>
        record.FormatVersion != StepRecord.CurrentVersion
            ? [$"its record has format version {record.FormatVersion}, this build writes {StepRecord.CurrentVersion}"]
            : [.. Inputs(step, record), .. step.Outputs.Select(folder => Output(folder, record, hash)).OfType<string>()];

    private static IEnumerable<string> Inputs(Step step, StepRecord record)
    {
        if (step.Key == record.Key) return [];
        var changes = step.Inputs.Keys.Union(record.Inputs.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Before: record.Inputs.GetValueOrDefault(name), Now: step.Inputs.GetValueOrDefault(name)))
            .Where(input => input.Before != input.Now)
            .Select(input => input switch
            {
                { Before: null } => $"{input.Name} is new: {Short(input.Now!)}",
                { Now: null } => $"{input.Name} is gone: it was {Short(input.Before)}",
                _ => $"{input.Name} changed: {Short(input.Before)} → {Short(input.Now)}",
            }).ToList();
        return changes.Count > 0 ? changes : ["its record contradicts itself"];
    }

    private static string? Output(string folder, StepRecord record, Func<string, string> hash)
    {
        var name = Path.GetFileName(folder);
        if (!Directory.Exists(folder)) return $"output {name}/ is missing";
        if (!record.Outputs.TryGetValue(name, out var before)) return $"output {name}/ is not in its record";
        var now = hash(folder);
        return now == before ? null : $"output {name}/ was changed since: {Short(before)} → {Short(now)}";
    }

    private static string Short(string value) => value.StartsWith(ContentHash.Prefix, StringComparison.Ordinal)
        ? value[..Math.Min(value.Length, ContentHash.Prefix.Length + ShownDigits)]
        : value.Length <= LongestValue ? value : value[..LongestValue] + "…";
}
