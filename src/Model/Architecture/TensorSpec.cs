namespace Recsys.Model.Architecture;

/// <summary>One tensor of the networks: its name in a checkpoint, its shape, and how training starts it.</summary>
/// <param name="Name">As in docs/artifacts.md, "checkpoint".</param>
/// <param name="Shape">Row-major.</param>
/// <param name="Initial">Values before the first step.</param>
public sealed record TensorSpec(string Name, long[] Shape, Initial Initial);

/// <summary>What a tensor holds before training.</summary>
public abstract record Initial
{
    private Initial() { }

    /// <summary>Draws of a normal distribution with mean 0.</summary>
    public sealed record Normal(double Deviation) : Initial;

    /// <summary>The same value everywhere.</summary>
    public sealed record Constant(float Value) : Initial;
}
