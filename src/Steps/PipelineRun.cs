using System.Globalization;
using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Steps;

/// <summary>One run on one shop's artefacts: takes the lock, knows the steps, leaves a record. Touches nothing before
/// <see cref="Begin"/>.</summary>
public sealed class PipelineRun : IDisposable
{
    private const string TargetArgument = "--target=";

    private readonly System.Threading.Lock _gate = new();
    private readonly ArtifactLayout _layout;
    private readonly IStepLog _log;
    private readonly TimeProvider _clock;
    private readonly RunJournal _journal = new();
    private readonly string _target;
    private readonly DateTimeOffset _started;
    private readonly long _stamp;
    private readonly Func<RunRecord, RunJournal, HashMemo, RunRecord> _facts;
    private RunLock? _lock;
    private VerdictOverride? _override;

    /// <param name="layout">The artefacts.</param>
    /// <param name="target">The task that was named.</param>
    /// <param name="options">How the steps are treated.</param>
    /// <param name="cache">Where results are kept.</param>
    /// <param name="log">Where the run says what it does.</param>
    /// <param name="clock">For the record's times.</param>
    /// <param name="facts">Adds to the record what the artefacts of this run say of themselves.</param>
    /// <param name="seal">Under which results behind the gate are cached; null: they are not.</param>
    public PipelineRun(
        ArtifactLayout layout,
        string target,
        RunOptions options,
        CacheSettings cache,
        IStepLog log,
        TimeProvider clock,
        Func<RunRecord, RunJournal, HashMemo, RunRecord>? facts = null,
        ICacheSeal? seal = null
    )
    {
        _facts = facts ?? ((record, _, _) => record);
        (_layout, _target, _log, _clock, _started, _stamp) = (layout, target, log, clock, clock.GetUtcNow(), clock.GetTimestamp());
        Hashes = new HashMemo(Path.Combine(layout.Steps, HashMemo.FileName), clock);
        Steps = new StepRunner(
            layout,
            Hashes,
            cache.Folder is null ? null : new StepCache(cache.Folder, cache.Size, log, clock, seal),
            options,
            _journal,
            log,
            clock
        );
    }

    /// <summary>Hashes of files, remembered from run to run.</summary>
    public HashMemo Hashes { get; }

    public StepRunner Steps { get; }

    /// <summary>Hash of the bundle whose verdict this run overrode; null when it overrode none.</summary>
    public string? Overridden { get; private set; }

    /// <summary>Puts an override into this run's record.</summary>
    public void Overrides(string bundle, VerdictOverride made) => (Overridden, _override) = (bundle, made);

    /// <summary>Makes the artefacts this run's own, once.</summary>
    /// <exception cref="FaultException">Another run has them.</exception>
    public void Begin()
    {
        if (_lock is not null) return;
        _lock = Writable.Explained(_layout.Root, () => RunLock.Take(_layout.Root, RunOwner.ThisProcess(TargetArgument + _target, _clock)));
        if (_lock.Killed is { } killed) Bury(killed);
        foreach (var folder in new[] { _layout.Root, _layout.Steps, Path.Combine(_layout.Root, RunRecord.Folder) })
            foreach (var line in Leftovers.Clear(folder)) _log.Information(line);
    }

    /// <summary>Writes the record and gives the artefacts free; does nothing when they were never this run's, or no longer are.</summary>
    public void End(string outcome, string? error)
    {
        lock (_gate)
        {
            if (_lock is not { } held) return;
            _lock = null;
            try
            {
                if (!held.IsInPlace) return; // Clean removed all of it
                // Its tools were ended where they stood: nobody else takes their halves away.
                if (outcome == RunRecord.Interrupted) Leftovers.Clear(_layout.Root);
                var record = new RunRecord
                {
                    Target = _target,
                    Outcome = outcome,
                    Error = error,
                    Override = _override,
                    Steps = _journal.Steps,
                    Started = _started.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                    Seconds = Math.Round(_clock.GetElapsedTime(_stamp).TotalSeconds, 3),
                };
                new RunRecords(_layout).Write(WithFacts(record));
                Hashes.Save();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _log.Warning($"The record of this run cannot be written: {e.Message}"); // the run itself is what it is
            }
            finally
            {
                held.Dispose();
            }
        }
    }

    /// <summary>Removes every artefact. Where an open file cannot be removed, the empty lock stays.</summary>
    public void RemoveArtifacts()
    {
        if (OperatingSystem.IsWindows()) RemoveArtifacts([]);
        else Directory.Delete(_layout.Root, recursive: true);
    }

    /// <summary>Removes all artefacts but these; the lock stays too.</summary>
    /// <param name="kept">Names of files and folders.</param>
    /// <returns>Those of them that are there.</returns>
    public IReadOnlyList<string> RemoveArtifacts(IReadOnlyCollection<string> kept)
    {
        string[] stays = [.. kept, RunLock.FileName, RunLock.OwnerName];
        bool Goes(string path) => !stays.Contains(Path.GetFileName(path), StringComparer.Ordinal);
        foreach (var folder in Directory.GetDirectories(_layout.Root).Where(Goes)) Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.GetFiles(_layout.Root).Where(Goes)) File.Delete(file);
        return [.. kept.Where(name => Path.Exists(Path.Combine(_layout.Root, name)))];
    }

    public void Dispose() => End(RunRecord.Interrupted, null);

    // A killed run cannot write its record; the next one does. How long it lived and how far it came, nobody knows.
    private void Bury(RunOwner killed)
    {
        var line =
            $"An earlier run was killed: process {killed.ProcessId} on {killed.Host}, since {killed.Started} ({killed.Command}). What it "
                + $"had finished is kept.";
        _log.Information(line);
        var target = killed.Command.StartsWith(TargetArgument, StringComparison.Ordinal)
            ? killed.Command[TargetArgument.Length..]
            : killed.Command;
        new RunRecords(_layout).Write(
            new RunRecord
            {
                Target = target,
                Outcome = RunRecord.Killed,
                Error = line,
                Steps = [],
                Started = killed.Started,
                Seconds = 0,
            }
        );
    }

    private RunRecord WithFacts(RunRecord record)
    {
        try
        {
            return _facts(record, _journal, Hashes);
        }
        catch (Exception e)
            when (e is IOException or ArtifactException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            _log.Warning($"The record of this run lacks figures: {e.Message}");
            return record;
        }
    }
}
