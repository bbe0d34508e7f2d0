using Recsys.Contracts.Faults;

namespace Recsys.Steps;

/// <summary>Says of a folder that cannot be written, or a disk that is full, what to do about it, instead of the system's bare
/// words.</summary>
public static class Writable
{
    // EROFS of Linux and macOS, ERROR_WRITE_PROTECT.
    private const int Unix = 30, Windows = unchecked((int)0x80070013);

    /// <param name="folder">The artefacts' folder.</param>
    /// <param name="work">What writes there first.</param>
    /// <exception cref="FaultException">Nobody may write there.</exception>
    public static T Explained<T>(string folder, Func<T> work)
    {
        try
        {
            return FullDisk.Explained(folder, work);
        }
        catch (Exception e)
            when (e is UnauthorizedAccessException || (e is IOException && e.HResult == (OperatingSystem.IsWindows() ? Windows : Unix)))
        {
            throw new FaultException(
                $"{folder} cannot be written: {e.Message} Remedy: make it writable for this user, or let the artefacts go elsewhere with "
                    + "--artifacts=FOLDER.",
                e
            );
        }
    }
}
