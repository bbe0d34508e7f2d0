using Recsys.Contracts.Faults;

namespace Recsys.Build.Machine;

/// <summary>How a part of the machine stands to what the settings ask of it.</summary>
public enum Fitness
{
    /// <summary>As it should be.</summary>
    Fit,

    /// <summary>Everything works without it, though not as well.</summary>
    Limited,

    /// <summary>A run will fail for want of it.</summary>
    Unfit,
}

/// <summary>What was found out about one part of the machine.</summary>
/// <param name="Part">What was looked at, in one or two words.</param>
/// <param name="Fitness">How it stands.</param>
/// <param name="Detail">What is there.</param>
/// <param name="Remedy">What to do; null where nothing is to be done.</param>
public sealed record Finding(string Part, Fitness Fitness, string Detail, string? Remedy = null)
{
    /// <summary>A part that fails as a run would fail.</summary>
    public static Finding Failed(string part, FaultException error)
    {
        const string mark = "Remedy: ";
        var at = error.Message.IndexOf(mark, StringComparison.Ordinal);
        return at < 0
            ? new(part, Fitness.Unfit, error.Message)
            : new(part, Fitness.Unfit, error.Message[..at].TrimEnd(), error.Message[(at + mark.Length)..]);
    }
}
