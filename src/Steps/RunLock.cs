using System.Globalization;
using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Steps;

/// <summary>
/// One run at a time in an artefact folder. The kernel holds the lock with the open file, so it ends with the process, however that ends.
/// </summary>
public sealed class RunLock : IDisposable
{
    public const string FileName = ".lock", OwnerName = ".lock.json";

    private readonly string _folder;
    private readonly FileStream _file;

    private RunLock(string folder, FileStream file) => (_folder, _file) = (folder, file);

    /// <summary>Who held the lock before and ended without giving it back: killed. null: nobody.</summary>
    public RunOwner? Killed { get; private init; }

    private string Lock => Path.Combine(_folder, FileName);

    /// <summary>Whether the folder still holds the file that is locked: Clean removes it, and then another run may make its own.</summary>
    public bool IsInPlace =>
        File.Exists(Lock)
        && (
            !OperatingSystem.IsLinux()
            || FileStamp.Of(Lock) == FileStamp.Of($"/proc/self/fd/{_file.SafeFileHandle.DangerousGetHandle()}")
        );

    /// <exception cref="FaultException">Another run has it; names the owner and the remedy.</exception>
    public static RunLock Take(string folder, RunOwner owner)
    {
        Directory.CreateDirectory(folder);
        while (true)
        {
            var taken = new RunLock(folder, Open(folder)) { Killed = RunOwner.Read(Path.Combine(folder, OwnerName)) };
            if (taken.IsInPlace)
            {
                taken.Sign(owner);
                return taken;
            }
            taken._file.Dispose();
            Directory.CreateDirectory(folder);
        }
    }

    private void Sign(RunOwner owner)
    {
        try
        {
            AtomicFile.Write(Path.Combine(_folder, OwnerName), JsonSerializer.Serialize(owner));
        }
        catch (Exception)
        {
            _file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (IsInPlace) File.Delete(Path.Combine(_folder, OwnerName));
        _file.Dispose();
    }

    private static FileStream Open(string folder)
    {
        try
        {
            // .NET opens with O_CLOEXEC, so no child keeps it.
            return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new FaultException(
                $"Another run works in {folder}: {RunOwner.Describe(Path.Combine(folder, OwnerName))}.",
                    "wait until it ends or stop it; another shop's settings need another name (name in the settings, or "
                    + "--name=…).",
                e
            );
        }
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}

/// <summary>Who holds a lock.</summary>
/// <param name="ProcessId">Its number on its host.</param>
/// <param name="Host">The machine or container.</param>
/// <param name="Started">ISO 8601, UTC.</param>
/// <param name="Command">What it was asked for.</param>
public sealed record RunOwner(int ProcessId, string Host, string Started, string Command)
{
    public static RunOwner ThisProcess(string command, TimeProvider clock) => new(Environment.ProcessId, Environment.MachineName,
        clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), command);

    /// <summary>The owner that a file names; null where it names none.</summary>
    public static RunOwner? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunOwner>(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // nobody, or somebody who has not yet said who it is
        }
    }

    /// <summary>The owner that a file names, in words.</summary>
    public static string Describe(string file) => Read(file) is { } owner
        ? string.Create(CultureInfo.InvariantCulture, $"process {owner.ProcessId} on {owner.Host}, since {owner.Started} ({owner.Command})")
        : "it has only just begun";
}
