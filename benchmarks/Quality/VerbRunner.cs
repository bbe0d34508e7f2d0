using System.Diagnostics;
using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Quality;

/// <summary>
/// Runs the Model tool's verbs as the pipeline does: by the same runner, with keys of the same descriptions, sharing its step cache; each
/// verb in a process of its own, so that each has its own peak memory.
/// </summary>
public sealed class VerbRunner
{
    /// <summary>Figures of a verb beside its own: its wall-clock time and peak memory when it ran.</summary>
    public const string Seconds = "verb_seconds", PeakMemory = "verb_peak_memory_mib";

    private readonly ArtifactLayout _layout;
    private readonly HashMemo _hashes;
    private readonly StepRunner _steps;
    private readonly string _code;

    /// <param name="layout">The artefacts.</param>
    /// <param name="cache">Where results are kept.</param>
    /// <param name="code">Version of the Model tool.</param>
    /// <param name="log">Told what happens.</param>
    public VerbRunner(ArtifactLayout layout, CacheSettings cache, string code, Action<string> log)
    {
        (_layout, _code) = (layout, code);
        var (told, clock) = (new StepLog(log), TimeProvider.System);
        _hashes = new HashMemo(Path.Combine(layout.Steps, HashMemo.FileName), clock);
        _steps = new StepRunner(
            layout,
            _hashes,
            cache.Folder is null ? null : new StepCache(cache.Folder, cache.Size, told, clock),
            RunOptions.None,
            new RunJournal(),
            told,
            clock
        );
    }

    /// <summary>Tables to dataset and history, which stay here: they hold personal data.</summary>
    /// <param name="settings">In force.</param>
    /// <param name="tables">Folder of the tables.</param>
    /// <param name="files">The files in it that count.</param>
    /// <exception cref="ArtifactException">The verb failed; it has said why.</exception>
    public SortedDictionary<string, double> Ingest(RecsysSettings settings, string tables, IReadOnlyList<string> files) =>
        Run(
            "ingest",
            ModelVerb.AddTables(Inputs(settings), tables, files),
            [_layout.Dataset, _layout.History],
            [("tables", tables), ("out", _layout.Dataset), ("history", _layout.History)],
            cached: false
        );

    /// <summary>One of the verbs between dataset and bundle.</summary>
    /// <exception cref="ArtifactException">The verb failed; it has said why.</exception>
    public SortedDictionary<string, double> Run(ModelVerb verb, RecsysSettings settings) =>
        Run(verb.Name, verb.Add(Inputs(settings)), verb.Outputs(_layout), verb.Options(_layout), cached: true);

    private StepInputs Inputs(RecsysSettings settings) => new(settings, _layout, _hashes.OfFile, _code);

    private SortedDictionary<string, double> Run(
        string verb,
        StepInputs inputs,
        IReadOnlyList<string> outputs,
        IReadOnlyList<(string Name, string Value)> options,
        bool cached
    )
    {
        var step = new Step
        {
            Name = char.ToUpperInvariant(verb[0]) + verb[1..],
            Inputs = inputs.All,
            Outputs = outputs,
            Cached = cached,
            Run = () => Start(verb, options),
        };
        _steps.Run(step);
        _hashes.Save();
        return ArtifactJson.Read<StepRecord>(Path.Combine(_layout.Steps, $"{verb}.json")).Figures;
    }

    private SortedDictionary<string, double> Start(string verb, IReadOnlyList<(string Name, string Value)> options)
    {
        var figures = Path.Combine(_layout.Root, verb + ".figures.json");
        var started = TimeProvider.System.GetTimestamp();
        Call(verb, [("settings", _layout.Settings), .. options, ("figures", figures)]);
        var read = JsonSerializer.Deserialize<SortedDictionary<string, double>>(File.ReadAllText(figures)) ?? [];
        File.Delete(figures);
        read[Seconds] = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        read[PeakMemory] = read.GetValueOrDefault("peak_memory_mib");
        return read;
    }

    private void Call(string verb, IReadOnlyList<(string Name, string Value)> options)
    {
        var own = Environment.ProcessPath;
        var start = new ProcessStartInfo(Path.GetFileNameWithoutExtension(own) == "dotnet" ? own! : "dotnet")
        {
            UseShellExecute = false,
        };
        foreach (
            var argument in (string[])
                [
                    Path.Combine(AppContext.BaseDirectory, "Recsys.Model.dll"),
                    verb,
                    .. options.SelectMany(option => new[] { $"--{option.Name}", option.Value }),
                ]
        )
            start.ArgumentList.Add(argument);
        using var process =
            Process.Start(start) ?? throw new ArtifactException($"{start.FileName} does not start. Remedy: put dotnet on the path.");
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new ArtifactException(
                $"{verb} ended with exit code {process.ExitCode} in {_layout.Root}. Remedy: see its message above."
            );
    }

    private sealed class StepLog(Action<string> log) : IStepLog
    {
        public void Information(string text) => log(text);

        public void Verbose(string text) { }

        public void Warning(string text) => log($"warning: {text}");
    }
}
