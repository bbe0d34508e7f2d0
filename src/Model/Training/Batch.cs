namespace Recsys.Model.Training;

/// <summary>
/// One step's input with products renumbered: Products lists the distinct catalogue indices in use, and every other field
/// refers to positions in that list.
/// </summary>
public sealed record Batch
{
    public required int Users { get; init; }

    /// <summary>Events of the longest window in the batch, T ≤ L.</summary>
    public required int Length { get; init; }

    /// <summary>Distinct catalogue indices, n of them.</summary>
    public required long[] Products { get; init; }

    /// <summary>[B·T], 0 where padded.</summary>
    public required long[] Items { get; init; }

    /// <summary>[B·T], event types.</summary>
    public required long[] Types { get; init; }

    /// <summary>[B·T], classes of the time since the event before.</summary>
    public required long[] Gaps { get; init; }

    /// <summary>[B·T], 1 for an event and 0 for padding.</summary>
    public required float[] Present { get; init; }

    /// <summary>Flat positions b·T + t that have a target, P of them.</summary>
    public required long[] Positions { get; init; }

    /// <summary>[P].</summary>
    public required long[] Targets { get; init; }

    /// <summary>[K]; empty for the full softmax.</summary>
    public required long[] Negatives { get; init; }

    /// <summary>Text features of Q queries.</summary>
    public required IReadOnlyList<int[]> Queries { get; init; }

    /// <summary>[Q].</summary>
    public required long[] QueryTargets { get; init; }
}
