using Recsys.Build.Delivery;
using Recsys.Build.Run;
using Recsys.Build.Tools;
using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>What steps make of the context for those below them.</summary>
public static class ContextParts
{
    /// <summary>The lock before everything that ships.</summary>
    public static VerifiedBundle Verified(this BuildContext context) =>
        new(context.Layout, context.Settings, context.Hashes, context.Trust, context.Outcome, context.Pipeline, context.Clock);

    /// <summary>The model tool on this shop.</summary>
    public static ModelRunner Model(this BuildContext context) =>
        new(context, context.Hashes, context.Settings, context.Layout, context.Outcome);

    /// <summary>What a step that the model tool carries out depends on: its code so far.</summary>
    public static StepInputs ModelInputs(this BuildContext context) =>
        new(context.Settings, context.Layout, context.Hashes.OfFile, ModelBuild.Version(context.Root, context.Hashes));

    /// <summary>This shop, for a deploy target.</summary>
    public static DeployedShop Shop(this BuildContext context) => new(context.Settings, context.Layout, context, context.Clock);
}
