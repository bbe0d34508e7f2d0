using System.Diagnostics.CodeAnalysis;
using Recsys.Contracts.Artifacts;

namespace Recsys.Settings;

/// <summary>
/// A verb of the model tool between dataset and bundle: what its outputs depend on, where they go, and how it is called. Whoever runs
/// one, pipeline or benchmark, takes its key from here, so that neither forgets a setting that the other knows.
/// </summary>
/// <param name="Name">Of the verb.</param>
/// <param name="Outputs">Folders it writes.</param>
/// <param name="Options">Its options, in the order they are passed; <c>settings</c> and <c>figures</c> come from whoever runs it.</param>
/// <param name="Add">Adds what its outputs depend on, besides the code.</param>
[RequiresUnreferencedCode(SettingsJson.Reason)]
[RequiresDynamicCode(SettingsJson.Reason)]
public sealed record ModelVerb(
    string Name,
    Func<ArtifactLayout, IReadOnlyList<string>> Outputs,
    Func<ArtifactLayout, IReadOnlyList<(string Name, string Value)>> Options,
    Func<StepInputs, StepInputs> Add
)
{
    /// <summary>The trained checkpoint.</summary>
    public static readonly ModelVerb Train = new(
        "train",
        layout => [layout.Train],
        layout => [("dataset", layout.Dataset), ("out", layout.Train)],
        inputs => inputs.Learnt().Learning()
    );

    /// <summary>The pruned and fine-tuned checkpoint.</summary>
    public static readonly ModelVerb Prune = new(
        "prune",
        layout => [layout.Prune],
        layout => [("dataset", layout.Dataset), ("checkpoint", layout.Train), ("out", layout.Prune)],
        inputs => inputs.Learnt().Folder("train", inputs.Layout.Train).Section("settings.prune", inputs.Settings.Prune).Learning()
    );

    /// <summary>The served bundle, and the fp32 bundle it is compared with.</summary>
    public static readonly ModelVerb Quantize = new(
        "quantize",
        layout => [layout.Reference, layout.Bundle],
        layout =>
            [
                ("dataset", layout.Dataset),
                ("trained", layout.Train),
                ("pruned", layout.Prune),
                ("reference", layout.Reference),
                ("out", layout.Bundle),
            ],
        inputs =>
            inputs
                .Folder("dataset", inputs.Layout.Dataset)
                .Folder("train", inputs.Layout.Train)
                .Folder("prune", inputs.Layout.Prune)
                .Value("settings.name", inputs.Settings.Name)
                .Section("settings.quantize", inputs.Settings.Quantize)
                .Section("settings.recommend", inputs.Settings.Recommend)
                .Section("settings.classify", inputs.Settings.Classify)
                .Seed()
                .Machine()
    );

    /// <summary>From dataset to bundle, in this order.</summary>
    public static IReadOnlyList<ModelVerb> All { get; } = [Train, Prune, Quantize];

    /// <summary>What the dataset depends on: its settings, the shop's name and the tables.</summary>
    /// <param name="inputs">Added to.</param>
    /// <param name="folder">Folder of the tables.</param>
    /// <param name="tables">The files that the settings name in it.</param>
    public static StepInputs AddTables(StepInputs inputs, string folder, IEnumerable<string> tables)
    {
        inputs.Section("settings.data", inputs.Settings.Data).Value("settings.name", inputs.Settings.Name);
        foreach (var file in tables) inputs.File($"table {Path.GetRelativePath(folder, file)}", file);
        return inputs;
    }
}
