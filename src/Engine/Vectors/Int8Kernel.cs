using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>One way to scan int8 rows. All give the same bits: <see cref="Int8Kernels"/> lists them.</summary>
internal abstract class Int8Kernel
{
    /// <summary>As it is logged and asked for.</summary>
    public abstract string Name { get; }

    /// <summary>Whether this program on this processor has it.</summary>
    public abstract bool Runs { get; }

    /// <summary>The score of every row.</summary>
    /// <param name="scores">n.</param>
    public abstract void Score(in Int8Scan scan, Span<float> scores);

    /// <summary>The rows whose scores are above the threshold, in their order, counted from 0.</summary>
    /// <param name="hits">Room for n.</param>
    /// <returns>How many there are.</returns>
    public abstract int Candidates(in Int8Scan scan, Span<Hit> hits);
}
