using Recsys.Contracts.Artifacts;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Steps;

/// <summary>The served bundle, and the fp32 bundle it is compared with.</summary>
public sealed class QuantizeStep() : VerbStep(ModelVerb.Quantize)
{
    public override RunRecord AddFacts(RunRecord record, ArtifactLayout layout, HashMemo hashes) =>
        !Directory.Exists(layout.Bundle)
            ? record
            : record with
            {
                Bundle = hashes.OfFolder(layout.Bundle),
                BundleSize = new DirectoryInfo(layout.Bundle).EnumerateFiles().Sum(file => file.Length),
            };
}
