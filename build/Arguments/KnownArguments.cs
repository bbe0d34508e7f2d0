using Recsys.Judge.Reports;
using Recsys.Steps;

namespace Recsys.Build.Arguments;

/// <summary>An argument of the command line that this build reads, beside those of every Cake build.</summary>
/// <param name="Name">Without its dashes.</param>
/// <param name="Value">What stands after the sign of equality, in capitals; null for a switch.</param>
/// <param name="Meaning">For the help text.</param>
/// <param name="Setting">Dotted path of the setting that it changes; null where it changes none.</param>
public sealed record KnownArgument(string Name, string? Value, string Meaning, string? Setting = null);

/// <summary>Every argument of this build, in one list: what is refused, what is offered and the help text follow it.</summary>
public static class KnownArguments
{
    public const string Target = "target", Data = "data", Trials = "trials";

    public static IReadOnlyList<KnownArgument> All { get; } =
    [
        new(Target, "TARGET", "what to do; may be given several times (Default lists the targets)"),
        new("settings", "FILE", "settings file instead of recsys.json; given again, a file laid over those before it"),
        new("environment", "NAME", "lays recsys.NAME.json over the settings; without it RECSYS_ENVIRONMENT, else local"),
        new(Data, "FOLDER", "folder of the shop's own tables, in place of the sample shop's"),
        new(RunOptions.WhyName, null, "says of every step why it runs or is left alone"),
        new(RunOptions.ForceName, "STEP,…", "runs these steps although they are up to date"),
        new(SliceExplanation.ArgumentName, "SLICE", "Verify: shows the users or queries of a slice that lost most"),
        new(ArgumentNames.Suite, "NAME", "Benchmark: which suite"),
        new(ArgumentNames.Only, "NAME", "Benchmark: this dataset of the suite quality alone"),
        new(ArgumentNames.Override, "REASON", "ships a bundle that did not pass; the reason is recorded wherever it goes"),
        new(ArgumentNames.All, null, "Clean: removes champion, verdicts and the records of the runs too"),
        new("name", "NAME", "the shop's name: its artefacts have a folder of this name", "name"),
        new("seed", "NUMBER", "seed of every random choice", "seed"),
        new("threads", "NUMBER", "threads of training and evaluation", "threads"),
        new(Trials, "NUMBER", "Tune: how many trials", "tune.trials"),
        new("artifacts", "FOLDER", "where the artefacts go", "artifacts"),
        new("port", "NUMBER", "of the server", "deploy.port"),
        new("management-port", "NUMBER", "of its health and metrics", "deploy.management_port"),
        new("replicas", "NUMBER", "on a cluster", "deploy.replicas"),
        new("context", "NAME", "the cluster that may be changed", "deploy.context"),
        new("image-reference", "REFERENCE", "the image's name in a registry", "image.reference"),
    ];

    /// <summary>Argument to the setting that it changes.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } =
        All.Where(argument => argument.Setting is not null)
            .ToDictionary(argument => argument.Name, argument => argument.Setting!, StringComparer.OrdinalIgnoreCase);

    /// <summary>What every Cake build takes; the host reads it.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> OfHost { get; } =
    [
        ("dryrun", "shows what would run, in order, and runs nothing"),
        ("tree", "shows which target depends on which"),
        ("description", "lists the targets"),
        ("exclusive", "runs the target without what it depends on"),
        ("verbosity=LEVEL", "Quiet, Minimal, Normal, Verbose or Diagnostic"),
        ("version", "shows the version"),
        ("help", "shows this"),
    ];
}
