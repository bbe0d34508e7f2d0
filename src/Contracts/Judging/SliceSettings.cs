using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Recsys.Contracts.Judging;

/// <summary>Users or queries with something in common: an attribute that has one of <see cref="Values"/>, or lies within a range.</summary>
public sealed record SliceSettings
{
    [Description("The task whose users or queries are meant; without it both tasks, where they have the attribute.")]
    public string? Task { get; init; }

    [Description(
        "The attribute: history (events before the cut), recency (days since the last one), category and popularity (head, tail, new) of "
            + "the relevant products, language (han, latin, mixed, other) and query_length (letters and digits) of a query, or another "
            + "column of verify/subjects.tsv."
    )]
    [RegularExpression("^.+$")]
    public string By { get; init; } = "";

    [Description("The slice holds whoever has one of these values.")]
    public string[]? Values { get; init; }

    [Description("The slice holds whoever has at least this number.")]
    public double? From { get; init; }

    [Description("The slice holds whoever has at most this number.")]
    public double? To { get; init; }
}
