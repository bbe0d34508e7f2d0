using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>The sample shop's tables, where the settings ask for them.</summary>
public sealed class SampleStep() : ModelStep("sample")
{
    /// <summary>Whether a shop's tables are this step's.</summary>
    public static bool Makes(DataSettings data) => data.Source == "sample";

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => [layout.Tables];

    public override void Run(BuildContext context)
    {
        if (Makes(context.Settings.Data)) base.Run(context);
        else context.Say($"The tables are the shop's own, in {context.Settings.Data.Folder}: nothing to generate.");
    }

    protected override void Add(StepInputs inputs) => inputs.Section("settings.data.sample", inputs.Settings.Data.Sample).Seed();

    protected override IReadOnlyList<(string, string)> Options(BuildContext context) => [("out", context.Layout.Tables)];
}
