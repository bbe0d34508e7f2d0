namespace Recsys.Judge.Gates;

/// <summary>Why a gate cannot be decided, or would always be.</summary>
/// <param name="Field">The setting of the gate.</param>
/// <param name="What">What is wrong; a clause without a full stop.</param>
/// <param name="Remedy">What to do; null where <paramref name="What"/> says it already.</param>
internal sealed record GateMistake(string Field, string What, string? Remedy = null)
{
    public override string ToString() => Remedy is null ? $"{What}." : $"{What}; {Remedy}.";
}
