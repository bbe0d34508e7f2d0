using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Steps;

/// <summary>Says of a full disk what was being written and what to do, instead of the system's bare words.</summary>
public static class FullDisk
{
    /// <param name="writing">The folder that the work writes.</param>
    /// <param name="work">What may run out of space.</param>
    /// <exception cref="FaultException">It did.</exception>
    public static T Explained<T>(string writing, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException e) when (DiskFull.Is(e))
        {
            throw new FaultException(Sentence(DiskFull.Explain(e, writing)), e);
        }
    }

    /// <inheritdoc cref="Explained{T}(string, Func{T})"/>
    public static async Task<T> Explained<T>(string writing, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (IOException e) when (DiskFull.Is(e))
        {
            throw new FaultException(Sentence(DiskFull.Explain(e, writing)), e);
        }
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
