using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using Recsys.Build.Tools;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Pipeline;

/// <summary>The steps that the Model tool carries out: what each depends on and how it is called.</summary>
public sealed class ModelSteps(BuildContext context)
{
    private RecsysSettings Settings => context.Settings;

    private ArtifactLayout Layout => context.Layout;

    private bool IsSample => Settings.Data.Source == "sample";

    public Step Sample() => Make("sample", [Layout.Tables], [("out", Layout.Tables)], Inputs(
        Section("settings.data.sample", Settings.Data.Sample), Value("seed", $"{Settings.Seed}")));

    public Step Ingest()
    {
        var tables = IsSample ? Layout.Tables : Settings.Data.Folder;
        return Make(
            "ingest",
            [Layout.Dataset, Layout.History],
            [("tables", tables), ("out", Layout.Dataset), ("history", Layout.History)],
            Inputs(
                Section("settings.data", Settings.Data),
                Value("settings.name", Settings.Name),
                TableFiles
                    .Of(Settings.Data, tables)
                    .Select(file => ($"table {Path.GetRelativePath(tables, file)}", context.Hashes.OfFile(file)))
            )
        );
    }

    public Step Train() => Make("train", [Layout.Train], [("dataset", Layout.Dataset), ("out", Layout.Train)],
        Inputs(Learnt(), Learning())) with
    { Cached = true };

    public Step Tune() => Make("tune", [Layout.Tune], [("dataset", Layout.Dataset), ("out", Layout.Tune)],
        Inputs(Learnt(), Section("settings.tune", Settings.Tune), Learning())) with
    { Cached = true };

    public Step Prune() => Make("prune", [Layout.Prune], [("dataset", Layout.Dataset), ("checkpoint", Layout.Train), ("out", Layout.Prune)],
        Inputs(Learnt(), Folder("train", Layout.Train), Section("settings.prune", Settings.Prune), Learning())) with
    { Cached = true };

    public Step Quantize() =>
        Make(
            "quantize",
            [Layout.Reference, Layout.Bundle],
            [
                ("dataset", Layout.Dataset),
                ("trained", Layout.Train),
                ("pruned", Layout.Prune),
                ("reference", Layout.Reference),
                ("out", Layout.Bundle),
            ],
            Inputs(
                Folder("dataset", Layout.Dataset),
                Folder("train", Layout.Train),
                Folder("prune", Layout.Prune),
                Value("settings.name", Settings.Name),
                Section("settings.quantize", Settings.Quantize),
                Section("settings.recommend", Settings.Recommend),
                Section("settings.classify", Settings.Classify),
                Value("seed", $"{Settings.Seed}"),
                Machine()
            )
        ) with
        {
            Cached = true,
        };

    /// <summary>Scores into a folder of the caller's; not a step of its own, since the verdict belongs with its scores.</summary>
    public SortedDictionary<string, double> Evaluate(string folder) => Call("evaluate",
    [
        ("dataset", Layout.Dataset), ("trained", Layout.Train), ("bundle", Layout.Bundle), ("reference", Layout.Reference),
        .. Champion.Folder(Settings, Layout) is { } champion ? [("champion", champion)] : Array.Empty<(string, string)>(), ("out", folder),
    ]);

    /// <summary>Everything the scores depend on.</summary>
    public SortedDictionary<string, string> EvaluationInputs() =>
        Inputs(
            Folder("dataset", Layout.Dataset),
            Folder("train", Layout.Train),
            Folder("bundle", Layout.Bundle),
            Folder("reference", Layout.Reference),
            ChampionHash is { } champion ? Value("champion", champion) : [],
            Settings.Verify.Golden is { } golden ? Value("golden", GoldenFile.HashOf(golden)) : [],
            Value("seed", $"{Settings.Seed}"),
            Section("settings.recommend", Settings.Recommend),
            Section("settings.classify", Settings.Classify),
            Section("settings.verify", Settings.Verify)
        );

    /// <summary>Hash of the champion's folder; none where there is no champion.</summary>
    public string? ChampionHash => Champion.Folder(Settings, Layout) is { } folder ? context.Hashes.OfFolder(folder) : null;

    private Step Make(
        string verb,
        IReadOnlyList<string> outputs,
        IReadOnlyList<(string, string)> options,
        SortedDictionary<string, string> inputs
    ) =>
        new()
        {
            Name = char.ToUpperInvariant(verb[0]) + verb[1..],
            Inputs = inputs,
            Outputs = outputs,
            Prepare = Compile,
            Run = () => Call(verb, options),
        };

    /// <summary>Compiles the tool where its sources changed.</summary>
    public void Compile() => ModelBuild.Ensure(context);

    private SortedDictionary<string, double> Call(string verb, IReadOnlyList<(string Name, string Value)> options)
    {
        SettingsFile.Write(Layout.Settings, Settings);
        var figures = Path.Combine(Layout.Root, $"{verb}.figures.json");
        File.Delete(figures);
        new ModelTool(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools).Run(new ModelToolSettings
        {
            Verb = verb,
            Assembly = ModelBuild.Ensure(context),
            Options = [("settings", Layout.Settings), .. options, ("figures", figures)],
            EnvironmentVariables = ParentProcess.Variables(),
        });
        if (!File.Exists(figures)) return [];
        var read = JsonSerializer.Deserialize<SortedDictionary<string, double>>(File.ReadAllText(figures));
        File.Delete(figures);
        return read ?? [];
    }

    // What trained bytes depend on beyond their inputs.
    private IEnumerable<(string, string)> Learning() =>
        [
            .. Section("settings.train", Settings.Train),
            .. Section("settings.classify", Settings.Classify),
            .. Section("settings.recommend", Settings.Recommend),
            ("seed", $"{Settings.Seed}"),
            ("threads", $"{Settings.Threads}"),
            .. Machine(),
        ];

    // Results are shared through the cache, perhaps between machines: what they depend on there has to be in their key.
    private static IEnumerable<(string, string)> Machine() =>
    [
        ("cpu", Avx512F.IsSupported ? "avx512" : Avx2.IsSupported ? "avx2" : "other"),
        ("runtime", $"{RuntimeInformation.RuntimeIdentifier} {Environment.Version}"),
    ];

    private static IEnumerable<(string, string)> Value(string name, string value) => [(name, value)];

    private static IEnumerable<(string, string)> Section(string name, object section) => SettingsHash.Values(name, section);

    // What training reads of the dataset; all of it where its writer does not say.
    private IEnumerable<(string, string)> Learnt()
    {
        var whole = Folder("dataset", Layout.Dataset);
        var manifest = Path.Combine(Layout.Dataset, DatasetManifest.FileName);
        return File.Exists(manifest) && ArtifactJson.Read<DatasetManifest>(manifest).Learning is { } learning
            ? [("dataset's learning data", learning)]
            : whole;
    }

    private IEnumerable<(string, string)> Folder(string name, string folder) => Directory.Exists(folder)
        ? [(name, context.Hashes.OfFolder(folder))]
        : throw new FaultException($"{folder} is missing. Remedy: run without --exclusive, so that the step that writes it runs first.");

    private SortedDictionary<string, string> Inputs(params IEnumerable<(string Name, string Value)>[] inputs)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = ModelBuild.Version(context.Root, context.Hashes),
        };
        foreach (var (name, value) in inputs.SelectMany(part => part))
            all[name] = value;
        return all;
    }
}
