using Recsys.Build.Delivery;
using Recsys.Build.Run;
using Recsys.Build.Tools;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Steps;

/// <summary>What scores and verdict depend on.</summary>
public static class EvaluationInputs
{
    private static readonly string[] Judge = ["src/Judge"];

    /// <summary>Source folders that a verdict rests on.</summary>
    public static IReadOnlyList<string> Sources { get; } = [.. ModelBuild.Sources, .. Judge];

    /// <summary>Everything the scores depend on.</summary>
    public static SortedDictionary<string, string> OfScores(BuildContext context)
    {
        var inputs = context.ModelInputs();
        var (settings, layout) = (context.Settings, context.Layout);
        inputs.Folder("dataset", layout.Dataset).Folder("train", layout.Train);
        inputs.Folder("bundle", layout.Bundle).Folder("reference", layout.Reference);
        if (ChampionHash(context) is { } champion) inputs.Value("champion", champion);
        if (settings.Verify.Golden is { } golden) inputs.Value("golden", GoldenFile.HashOf(golden));
        inputs.Seed();
        inputs.Section("settings.recommend", settings.Recommend).Section("settings.classify", settings.Classify);
        // Of the section verify what is measured; what is demanded of it comes after.
        inputs.Value("settings.verify.depth", $"{settings.Verify.Depth}").Value("settings.verify.max_users", $"{settings.Verify.MaxUsers}");
        return inputs.Value("settings.verify.ease_lambda", SettingsOverlay.Json(settings.Verify.EaseLambda)).All;
    }

    /// <summary>Everything the verdict depends on.</summary>
    public static SortedDictionary<string, string> OfVerdict(BuildContext context)
    {
        var inputs = OfScores(context);
        foreach (var (path, value) in SettingsHash.Values("settings.verify", context.Settings.Verify)) inputs[path] = value;
        inputs["judge"] = SourceHash.Of(context.Root, context.Hashes, Judge);
        inputs["settings"] = Provenance(context).Settings;
        inputs["gates registered"] = GateRegistrations.Of(context).Registered ?? "none";
        foreach (var (gate, origin) in context.GateOrigins) inputs[$"origin of gate {gate}"] = origin;
        if (context.Trust.Signer(context.Layout.Verify) is { } signer) inputs["signer"] = signer;
        return AsWhenShipped(context.Layout, inputs, ChampionHash(context)) ?? inputs;
    }

    /// <summary>Hash of the champion's folder; none where there is no champion.</summary>
    public static string? ChampionHash(BuildContext context) =>
        Champion.Folder(context.Settings, context.Layout) is { } folder ? context.Hashes.OfFolder(folder) : null;

    /// <summary>The settings and the code that a verdict names.</summary>
    public static Provenance Provenance(BuildContext context) => new()
    {
        Settings = SettingsHash.Of(context.Settings, JudgedSettings.LeftOut),
        Code = SourceHash.Of(context.Root, context.Hashes, [.. Sources]),
    };

    /// <summary>The verdict that was reached last.</summary>
    /// <returns>null where there is none, or one of an older form.</returns>
    public static Verdict? LastVerdict(ArtifactLayout layout)
    {
        try
        {
            return ArtifactJson.Read<Verdict>(Path.Combine(layout.Verify, Verdict.FileName));
        }
        catch (ArtifactException)
        {
            return null;
        }
    }

    // Shipping a bundle makes it the champion. The verdict that let it pass stands: nothing that it rests on has changed.
    private static SortedDictionary<string, string>? AsWhenShipped(
        ArtifactLayout layout, SortedDictionary<string, string> inputs, string? champion)
    {
        var record = layout.StepRecord(VerifyStep.TaskName);
        if (
            champion is null
            || inputs["bundle"] != champion
            || LastVerdict(layout) is not { } verdict
            || verdict.Bundle != champion
            || !File.Exists(record)
        )
            return null;
        var then = new SortedDictionary<string, string>(inputs, StringComparer.Ordinal);
        then.Remove("champion");
        if (verdict.Champion is { } before) then["champion"] = before;
        try
        {
            return ArtifactJson.Read<StepRecord>(record).Key == Step.KeyOf(then) ? then : null;
        }
        catch (ArtifactException)
        {
            return null;
        }
    }
}
