using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Text;
using Recsys.Judge.Inputs;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Gates;

/// <summary>
/// What score rows say of a gate. It passes when the one-sided 95 % lower bound reaches <c>at_least</c>; it fails when the data
/// contradict it at the 5 % level after Holm's correction over all gates; in between the evidence is not enough.
/// </summary>
/// <remarks>
/// Passes need no correction: the bundle passes only if every gate does, and such an intersection–union test keeps the level
/// of its parts (Berger, Technometrics 24(4), 1982). Failures need one: any failed gate fails the bundle.
/// </remarks>
public sealed record PairedScoreFinding(PairedScoreGate Gate) : IGateFinding
{
    // Standard normal quantiles at 0.95 and 0.80.
    private const double Z95 = 1.6448536269514722, Z80 = 0.8416212335729143;

    /// <summary>How far above its bound the truth must be for a gate to pass with 80 % and with 95 % probability: (z₀.₉₅ + z) ·
    /// SE.</summary>
    public static (double At80, double At95) Margins(double standardError) => ((Z95 + Z80) * standardError, (Z95 + Z95) * standardError);

    private GateSettings Settings => Gate.Settings;

    private GateBound Bound => Gate.Bound;

    /// <summary>Estimate and bounds, or none where there are no rows.</summary>
    public Interval? Measured { get; init; }

    /// <summary>Why nothing could be measured.</summary>
    public string? Missing { get; init; }

    /// <summary>Why the gate says nothing about this bundle.</summary>
    public string? Inapplicable { get; init; }

    /// <summary>The bundle is compared with its own bytes, so the difference is known without any sample.</summary>
    public bool IsChampion { get; init; }

    /// <summary>p-value of "the gate holds"; none where it cannot be decided.</summary>
    public double? Probability =>
        Measured is { Count: >= Level.FewestSubjects } interval ? interval.ProbabilityOfAtLeast(Bound.Limit) : null;

    /// <summary>The finding.</summary>
    /// <param name="adjusted">Holm-adjusted <see cref="Probability"/>; 1 where there is none.</param>
    public GateResult Decide(double adjusted)
    {
        var result = new GateResult
        {
            Name = Gate.Name,
            Task = Settings.Task,
            Metric = Gate.Metric.ToString(),
            Against = Settings.Against,
            Slice = Settings.Slice,
            AtLeast = Bound.Limit,
            Estimate = 0,
            Lower = Settings.Against is null ? 0 : -1,
            LowerBound = Settings.Against is null ? 0 : -1,
            Upper = 1,
            UpperBound = 1,
            Count = 0,
            Outcome = Inapplicable is null ? Verdict.NotEnoughEvidence : Verdict.NotApplicable,
            Reason = Inapplicable ?? Missing ?? "",
            FailProbability = adjusted,
        };
        if (Measured is not { } interval) return result;
        var (lower, upper) = (interval.Lower(Level.Alpha), interval.Upper(Level.Alpha));
        // Equal values on all subjects: the bounds themselves say what could have been missed.
        var unseen = Math.Max(interval.Estimate - lower, upper - interval.Estimate);
        result = result with
        {
            Estimate = interval.Estimate,
            Count = interval.Count,
            Lower = interval.Lower(Level.Alpha / 2),
            Upper = interval.Upper(Level.Alpha / 2),
            LowerBound = lower,
            UpperBound = upper,
            Margin80 = interval.IsConstant ? unseen : Margins(interval.StandardError).At80,
            Margin95 = interval.IsConstant ? unseen : Margins(interval.StandardError).At95,
        };
        if (IsChampion)
            return result with
            {
                Outcome = Verdict.Pass,
                Reason = "the bundle is the champion, byte for byte, so the difference is exactly 0",
            };
        var bound = NumberFormat.Text(Bound.Limit);
        if (interval.Count < Level.FewestSubjects)
        {
            return result with
            {
                MoreSubjects = Math.Max(Level.FewestSubjects - interval.Count, More(interval) ?? 0),
                Reason = $"only {interval.Count} {Subjects}; below {Level.FewestSubjects} nothing is decided",
            };
        }
        if (Bound.Spare(lower) >= 0)
            return result with { Outcome = Verdict.Pass, Reason = $"the 95 % lower bound {NumberFormat.Text(lower)} is at least {bound}" };
        if (adjusted <= Level.Alpha)
            return result with
            {
                Outcome = Verdict.Fail,
                Reason = $"{NumberFormat.Text(interval.Estimate)} with a 95 % upper bound of {NumberFormat.Text(upper)} is below {bound}",
            };
        var more = More(interval);
        return result with
        {
            MoreSubjects = more,
            Reason =
                (
                    Bound.Spare(upper) < 0
                        ? $"the 95 % upper bound {NumberFormat.Text(upper)} is below {bound}, but not after Holm's correction over all "
                            + $"gates (p = {NumberFormat.Text(adjusted)})"
                        : $"{bound} lies between the 95 % bounds {NumberFormat.Text(lower)} and {NumberFormat.Text(upper)}"
                )
                + (
                    more is { } n
                        ? $"; about {n.ToString("N0", CultureInfo.InvariantCulture)} more {Subjects} would decide it"
                        : "; the estimate is so close to the bound that no reachable number would decide it"
                ),
        };
    }

    private string Subjects => JudgedTask.OrFirst(Settings.Task).Subjects;

    /// <summary>
    /// By the normal approximation, N = n ((z₀.₉₅ + z₀.₈₀) · SE / |estimate − bound|)² subjects decide with 80 % probability.
    /// Equal values on all subjects need N with 1 − 0.05^(1/N) ≤ |estimate − bound|.
    /// </summary>
    private long? More(Interval interval)
    {
        var gap = Math.Abs(Bound.Spare(interval.Estimate));
        if (gap == 0) return null; // no number of subjects tells equal figures apart
        var needed = interval.IsConstant
            ? Math.Ceiling(Math.Log(Level.Alpha) / Math.Log(1 - Math.Min(gap, 0.999)))
            : Math.Ceiling(interval.Count * Math.Pow((Z95 + Z80) * interval.StandardError / gap, 2));
        // Beyond a billion nobody waits.
        return needed <= 1e9 ? Math.Max(1, (long)needed - interval.Count) : null;
    }
}
