using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Slices;

/// <summary>Who belongs to a slice of a task: an attribute that has one of some values, or lies within a range.</summary>
/// <param name="Task">The task.</param>
/// <param name="Name">Unique within the task.</param>
/// <param name="Description">Whom it holds, in words.</param>
/// <param name="By">The attribute.</param>
public sealed record SliceRule(string Task, string Name, string Description, string By)
{
    /// <summary>The values that belong to it; none where it is a range.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Ends of the range, both included.</summary>
    public double From { get; init; } = double.NegativeInfinity;

    public double To { get; init; } = double.PositiveInfinity;

    /// <summary>Whether one of the cell's values belongs to the slice.</summary>
    public bool Holds(string cell)
    {
        if (cell.Length == 0) return false;
        var values = cell.Split(SubjectRow.Separator);
        return Values is not null
            ? values.Any(value => Values.Contains(value, StringComparer.Ordinal))
            : values.Any(value =>
                double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number >= From
                && number <= To
            );
    }
}
