using System.Globalization;
using Recsys.Build.Delivery;
using Recsys.Build.Machine;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Reports;
using Recsys.Steps;

namespace Recsys.Build.Steps;

/// <summary>What the report says of the bundle beside its quality, and what is remembered of one that passes.</summary>
/// <param name="context">Of the run.</param>
/// <param name="champion">Hash of the bundle in production; null for none.</param>
internal sealed class JudgedBuild(BuildContext context, string? champion)
{
    private readonly SortedDictionary<string, string> _settings = JudgedSettings.Values(context.Settings);
    private readonly SortedDictionary<string, string> _code = new(
        EvaluationInputs.Sources.ToDictionary(folder => folder, folder => SourceHash.Of(context.Root, context.Hashes, folder)),
        StringComparer.Ordinal
    );
    private readonly Circumstances _circumstances = new()
    {
        At = context.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        By = Environment.UserName is { Length: > 0 } user ? user : "unknown",
        Commit = GitCommit.Of(context.Root),
    };

    public BuildFacts Facts =>
        new()
        {
            Circumstances = _circumstances,
            Sizes = BuildSizes.Of(context.Layout, context.Hashes.OfFolder(context.Layout.Bundle)),
            Since = ChangesSince.Of(new Passes(context.Layout).All, champion, _settings, _code, context.GateOrigins),
        };

    /// <summary>Remembers a pass; anything else leaves no trace.</summary>
    public void Remember(Verdict verdict)
    {
        if (verdict.Outcome != Verdict.Pass) return;
        new Passes(context.Layout).Add(
            new PassedVerdict
            {
                Verdict = ContentHash.OfFile(Path.Combine(context.Layout.Verify, Verdict.FileName)),
                Bundle = verdict.Bundle!,
                Circumstances = _circumstances,
                Settings = _settings,
                Code = _code,
                Origins = context.GateOrigins,
            },
            champion
        );
    }
}
