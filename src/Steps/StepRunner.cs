using System.Globalization;
using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>Leaves a step alone when its inputs and outputs are as its record says; else takes its outputs from the cache, or runs
/// it.</summary>
public sealed class StepRunner(
    ArtifactLayout layout,
    HashMemo hashes,
    StepCache? cache,
    RunOptions options,
    RunJournal journal,
    IStepLog log,
    TimeProvider clock
)
{
    /// <returns>true when the outputs were made or restored, false when they were up to date.</returns>
    public bool Run(Step step)
    {
        var (started, stamp, key) = (clock.GetUtcNow(), clock.GetTimestamp(), step.Key);
        var forced = options.Forces(step.Name) || (step.ForcedWith is { } whole && options.Forces(whole));
        var reasons = forced ? [StepReasons.Forced] : Reasons(step);
        if (reasons.Count == 0)
        {
            cache?.Use(step.Name, key);
            log.Information($"{step.Name} is up to date.");
            if (options.Why) log.Information("  its inputs and its outputs are as its record says");
            journal.Add(new RunStep { Step = step.Name, Decision = RunStep.Skipped, Seconds = Seconds() });
            return false;
        }
        try
        {
            var found = forced || !step.Cached ? null : cache?.Find(step);
            Explain(found is null ? $"{step.Name} runs:" : $"{step.Name} comes from the cache instead of running:", reasons);
            var restored = found is not null && FullDisk.Explained(step.Outputs[^1], () => cache!.Restore(found, step.Outputs));
            if (found is not null && !restored)
                log.Warning($"What the cache holds of {step.Name} is damaged; it is removed, and {step.Name} runs.");
            if (!restored)
            {
                step.Prepare();
                (started, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());
            }
            var figures = restored ? found!.Figures : FullDisk.Explained(step.Outputs[^1], step.Run);
            figures.Remove("peak_memory_mib", out var memory);
            var record = new StepRecord
            {
                Step = step.Name,
                Decision = restored ? RunStep.Restored : RunStep.Ran,
                Key = key,
                Inputs = step.Inputs,
                Outputs = Hashes(step),
                Figures = figures,
                PeakMemory = memory,
                Started = started.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                Seconds = Seconds(),
            };
            FullDisk.Explained(
                layout.Steps,
                () =>
                {
                    AtomicFile.Write(FileOf(step), ArtifactJson.Serialize(record));
                    return true;
                }
            );
            if (step.Cached && !restored)
                cache?.Store(record, step.Outputs, hashes.OfFile, step.Sealed);
            log.Information(
                restored
                    ? Text($"{step.Name} is restored from the cache in {record.Seconds:F1} s; making it took {found!.Seconds:F1} s.")
                    : Text($"{step.Name} took {record.Seconds:F1} s.")
            );
            journal.Add(
                new RunStep
                {
                    Step = step.Name,
                    Decision = record.Decision,
                    Reasons = reasons,
                    Seconds = record.Seconds,
                    PeakMemory = memory,
                    Figures = figures,
                }
            );
            return true;
        }
        catch
        {
            journal.Add(new RunStep { Step = step.Name, Decision = RunStep.Failed, Reasons = reasons, Seconds = Seconds() });
            throw;
        }

        double Seconds() => Math.Round(clock.GetElapsedTime(stamp).TotalSeconds, 3);
    }

    /// <summary>Whether the step's outputs would be made anew or restored now.</summary>
    public bool IsStale(Step step) => options.Forces(step.Name) || Reasons(step).Count > 0;

    /// <summary>Whether the step would be carried out now, and neither left alone nor restored.</summary>
    public bool IsDue(Step step) =>
        options.Forces(step.Name) || (IsStale(step) && (!step.Cached || cache?.Find(step) is null));

    private IReadOnlyList<string> Reasons(Step step)
    {
        var file = FileOf(step);
        if (!File.Exists(file)) return [StepReasons.FirstRun];
        try
        {
            return StepReasons.Of(step, ArtifactJson.Read<StepRecord>(file), hashes.OfFolder);
        }
        catch (Exception e) when (e is ArtifactException or JsonException)
        {
            return [StepReasons.Unreadable];
        }
    }

    private void Explain(string what, IReadOnlyList<string> reasons)
    {
        foreach (var line in reasons.Select(reason => $"  {reason}").Prepend(what))
        {
            if (options.Why) log.Information(line);
            else log.Verbose(line);
        }
    }

    private string FileOf(Step step) => layout.StepRecord(step.Name);

    private SortedDictionary<string, string> Hashes(Step step) =>
        new(step.Outputs.ToDictionary(folder => Path.GetFileName(folder)!, hashes.OfFolder), StringComparer.Ordinal);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
