using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Steps;

/// <summary>The served bundle, and the fp32 bundle it is compared with.</summary>
public sealed class QuantizeStep() : ModelStep("quantize")
{
    public override bool Cached => true;

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => [layout.Reference, layout.Bundle];

    public override RunRecord AddFacts(RunRecord record, ArtifactLayout layout, HashMemo hashes) =>
        !Directory.Exists(layout.Bundle)
            ? record
            : record with
            {
                Bundle = hashes.OfFolder(layout.Bundle),
                BundleSize = new DirectoryInfo(layout.Bundle).EnumerateFiles().Sum(file => file.Length),
            };

    protected override void Add(StepInputs inputs) =>
        inputs
            .Folder("dataset", inputs.Layout.Dataset)
            .Folder("train", inputs.Layout.Train)
            .Folder("prune", inputs.Layout.Prune)
            .Value("settings.name", inputs.Settings.Name)
            .Section("settings.quantize", inputs.Settings.Quantize)
            .Section("settings.recommend", inputs.Settings.Recommend)
            .Section("settings.classify", inputs.Settings.Classify)
            .Seed()
            .Machine();

    protected override IReadOnlyList<(string, string)> Options(BuildContext context) =>
        [
            ("dataset", context.Layout.Dataset),
            ("trained", context.Layout.Train),
            ("pruned", context.Layout.Prune),
            ("reference", context.Layout.Reference),
            ("out", context.Layout.Bundle),
        ];
}
