using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>The shop's tables, checked and split, and its users' events.</summary>
public sealed class IngestStep() : ModelStep("ingest")
{
    public override bool WritesPersonalData => true;

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => [layout.Dataset, layout.History];

    protected override void Add(StepInputs inputs)
    {
        var data = inputs.Settings.Data;
        var folder = Tables(data, inputs.Layout);
        ModelVerb.AddTables(inputs, folder, TableFiles.Of(data, folder));
    }

    protected override IReadOnlyList<(string, string)> Options(BuildContext context) =>
        [
            ("tables", Tables(context.Settings.Data, context.Layout)),
            ("out", context.Layout.Dataset),
            ("history", context.Layout.History),
        ];

    private static string Tables(DataSettings data, ArtifactLayout layout) => SampleStep.Makes(data) ? layout.Tables : data.Folder;
}
