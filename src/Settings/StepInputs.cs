using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Settings;

/// <summary>Gathers what a step's outputs depend on, by name.</summary>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
public sealed class StepInputs
{
    private readonly Func<string, string> _hash;

    /// <param name="settings">In force.</param>
    /// <param name="layout">The artefacts.</param>
    /// <param name="hash">Hash of a file.</param>
    /// <param name="code">Version of the code that carries the step out.</param>
    public StepInputs(RecsysSettings settings, ArtifactLayout layout, Func<string, string> hash, string code)
    {
        (Settings, Layout, _hash) = (settings, layout, hash);
        Value("code", code);
    }

    public RecsysSettings Settings { get; }

    public ArtifactLayout Layout { get; }

    /// <summary>Everything so far.</summary>
    public SortedDictionary<string, string> All { get; } = new(StringComparer.Ordinal);

    public StepInputs Value(string name, string value)
    {
        All[name] = value;
        return this;
    }

    /// <summary>Every setting of a section.</summary>
    public StepInputs Section(string name, object section)
    {
        foreach (var (path, value) in SettingsHash.Values(name, section)) All[path] = value;
        return this;
    }

    /// <exception cref="FaultException">The folder is missing.</exception>
    public StepInputs Folder(string name, string folder) => Directory.Exists(folder)
        ? Value(name, ContentHash.OfFolderBy(folder, _hash))
        : throw new FaultException($"{folder} is missing. Remedy: run without --exclusive, so that the step that writes it runs first.");

    public StepInputs File(string name, string file) => Value(name, _hash(file));

    public StepInputs Seed() => Value("seed", $"{Settings.Seed}");

    /// <summary>What training reads of the dataset; all of it where its writer does not say.</summary>
    public StepInputs Learnt()
    {
        var manifest = Path.Combine(Layout.Dataset, DatasetManifest.FileName);
        return System.IO.File.Exists(manifest) && ArtifactJson.Read<DatasetManifest>(manifest).Learning is { } learning
            ? Value("dataset's learning data", learning)
            : Folder("dataset", Layout.Dataset);
    }

    /// <summary>What trained bytes depend on beyond their inputs.</summary>
    public StepInputs Learning() =>
        Section("settings.train", Settings.Train)
            .Section("settings.classify", Settings.Classify)
            .Section("settings.recommend", Settings.Recommend)
            .Seed()
            .Value("threads", $"{Settings.Threads}")
            .Machine();

    /// <summary>Results are shared through the cache, perhaps between machines: what they depend on there has to be in their
    /// key.</summary>
    public StepInputs Machine() =>
        Value("cpu", Avx512F.IsSupported ? "avx512" : Avx2.IsSupported ? "avx2" : "other")
            .Value("runtime", $"{RuntimeInformation.RuntimeIdentifier} {Environment.Version}");
}
