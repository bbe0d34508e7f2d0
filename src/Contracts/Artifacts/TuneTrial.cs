using System.Text.Json;

namespace Recsys.Contracts.Artifacts;

/// <summary><c>tune/trials/&lt;number&gt;.json</c>: settings that were tried, and what they came to on the validation part.</summary>
public sealed record TuneTrial
{
    public const int CurrentVersion = 1;
    public const string Folder = "trials", TableFile = "trials.tsv", WinnerFile = "winner.json";
    public const string Complete = "complete", Failed = "failed";

    public int FormatVersion { get; init; } = CurrentVersion;

    /// <summary>From 0 on, which is the settings as they are.</summary>
    public required int Trial { get; init; }

    /// <summary><see cref="Complete"/> or <see cref="Failed"/>.</summary>
    public required string State { get; init; }

    /// <summary>Every setting that is tuned, as a dotted path (<c>train.dropout</c>), and its value in this trial.</summary>
    public required SortedDictionary<string, JsonElement> Settings { get; init; }

    /// <summary>NDCG@10 by name; none when it failed.</summary>
    public SortedDictionary<string, double> Figures { get; init; } = [];

    /// <summary>Weighted geometric mean of the figures' ratios to those of the first complete trial, which has 1; none when it
    /// failed.</summary>
    public double? Score { get; init; }

    /// <summary>Epochs that were trained, and the one that was kept.</summary>
    public int? Epochs { get; init; }

    public int? BestEpoch { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; init; }

    /// <summary>Of complete trials the one with the largest score; of equal ones the earlier, so that the settings stay as they are unless
    /// others are better.</summary>
    public static IEnumerable<TuneTrial> Ranked(IEnumerable<TuneTrial> trials) =>
        trials.Where(trial => trial.Score is not null).OrderByDescending(trial => trial.Score).ThenBy(trial => trial.Trial);
}

/// <summary><c>tune/tune.json</c>: everything that the trials depend on. Trials with other inputs belong to another search.</summary>
public sealed record TuneInputs
{
    public const string FileName = "tune.json";

    public int FormatVersion { get; init; } = TuneTrial.CurrentVersion;

    /// <summary>Name to hash or value.</summary>
    public required SortedDictionary<string, string> Inputs { get; init; }
}
