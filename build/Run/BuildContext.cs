using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Run;

/// <summary>What every task sees. Settings are there from Setup on, not in constructors.</summary>
public sealed class BuildContext(ICakeContext context, Outcome outcome, TimeProvider clock) : FrostingContext(context)
{
    private LoadedSettings? _loaded;

    public Outcome Outcome { get; } = outcome;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Keys and override of this run, from Setup on.</summary>
    public Trust Trust { get; set; } = Trust.None;

    /// <summary>What is about to run, from Setup on.</summary>
    public RunChain Chain { get; set; } = RunChain.None;

    /// <summary>The repository.</summary>
    public string Root => Environment.WorkingDirectory.FullPath;

    public RecsysSettings Settings => Loaded.Settings;

    /// <summary>Gate to where its settings were written.</summary>
    public SortedDictionary<string, string> GateOrigins { get; private set; } = new(StringComparer.Ordinal);

    public ArtifactLayout Layout => Loaded.Layout;

    /// <summary>This run on this shop's artefacts.</summary>
    public PipelineRun Pipeline => Loaded.Pipeline;

    public StepRunner Steps => Pipeline.Steps;

    /// <summary>Hashes of files, remembered from run to run.</summary>
    public HashMemo Hashes => Pipeline.Hashes;

    /// <summary>Work of later steps that has begun already.</summary>
    public HeadStart HeadStart { get; } = new();

    /// <summary>Whether the settings are known: of a run that needs none, or that ended before, they are not.</summary>
    public bool IsLoaded => _loaded is not null;

    private LoadedSettings Loaded => _loaded ?? throw new InvalidOperationException("the settings are loaded in Setup");

    /// <summary>Takes over the loaded settings.</summary>
    public void Use(ResolvedSettings settings, RunOptions options, CacheSettings cache)
    {
        GateOrigins = settings.OfEntries("verify.gates");
        Use(settings.Settings, options, cache);
    }

    /// <summary>Takes over settings of which nobody knows where they were written.</summary>
    public void Use(RecsysSettings settings, RunOptions options, CacheSettings cache)
    {
        var layout = new ArtifactLayout(System.IO.Path.Combine(settings.Artifacts, settings.Name));
        _loaded = new LoadedSettings(
            settings,
            layout,
            new PipelineRun(
                layout,
                string.Join(',', Arguments.GetArguments("target")),
                options,
                cache,
                new CakeStepLog(Log),
                Clock,
                (record, journal, hashes) => RunFacts.Add(Chain.Known, record, journal, layout, hashes),
                KeySeal.Of(Trust, System.Environment.GetEnvironmentVariable)
            )
        );
    }

    /// <summary>Whether the caller asked for this task by its own name.</summary>
    public bool IsNamed(string task) => Arguments.GetArguments("target").Contains(task, StringComparer.OrdinalIgnoreCase);

    public void Say(string text) => Log.Information("{0}", text);

    private sealed record LoadedSettings(RecsysSettings Settings, ArtifactLayout Layout, PipelineRun Pipeline);
}
