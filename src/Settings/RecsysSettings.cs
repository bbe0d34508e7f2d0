using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Recsys.Contracts.Judging;

namespace Recsys.Settings;

/// <summary>Everything a run may be told: one file, its overlays, environment variables and a few arguments.</summary>
public sealed record RecsysSettings
{
    [Description("The shop's name: artefacts go to <artifacts>/<name>, so two settings files never overwrite each other.")]
    [RegularExpression("^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$")]
    public string Name { get; init; } = "shop";

    [Description("Seed of every random generator in the pipeline.")]
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 20260101;

    [Description("Threads used in training and evaluation; part of what the resulting bytes depend on.")]
    [Range(1, 256)]
    public int Threads { get; init; } = 2;

    [Description("Folder of all artefacts, relative to this file.")]
    public string Artifacts { get; init; } = "artifacts";

    [Description("Where the shop's tables are and what their columns mean.")]
    public DataSettings Data { get; init; } = new();

    [Description("What a recommendation may contain.")]
    public RecommendSettings Recommend { get; init; } = new();

    [Description("The networks and how they are trained.")]
    public TrainSettings Train { get; init; } = new();

    [Description("The search for better settings of train, judged on the validation part: --target=Tune.")]
    public TuneSettings Tune { get; init; } = new();

    [Description("Category and tags of a new title.")]
    public ClassifySettings Classify { get; init; } = new();

    [Description("Structured pruning after training.")]
    public PruneSettings Prune { get; init; } = new();

    [Description("Quantization of the pruned checkpoint into the served bundle.")]
    public QuantizeSettings Quantize { get; init; } = new();

    [Description("What Verify measures and the gates a bundle must pass.")]
    public VerifySettings Verify { get; init; } = new();

    [Description("The server image.")]
    public ImageSettings Image { get; init; } = new();

    [Description("Where and how the image is rolled out.")]
    public DeploySettings Deploy { get; init; } = new();
}

/// <summary>Rules of recommendation that evaluation and serving share.</summary>
public sealed record RecommendSettings
{
    [Description("true: products the user already bought may be recommended again; false: they are left out.")]
    public bool Repeats { get; init; } = true;
}
