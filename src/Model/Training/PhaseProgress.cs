using System.Globalization;

namespace Recsys.Model.Training;

/// <summary>A line now and then in a phase that takes long: how far it is. What is computed does not depend on it.</summary>
/// <param name="phase">What goes on.</param>
/// <param name="log">Told a line at a time.</param>
/// <param name="clock">Says when the next line is due.</param>
public sealed class PhaseProgress(string phase, Action<string> log, TimeProvider clock)
{
    private const int Mask = 255; // the clock is asked once in so many steps

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private readonly long _start = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();

    /// <summary>Says where the phase is, when a line is due.</summary>
    /// <param name="done">Steps done.</param>
    /// <param name="all">Steps there are at most.</param>
    /// <param name="unit">What the steps are grouped by, for example <c>epoch</c>.</param>
    /// <param name="number">Which of them this is.</param>
    public void At(long done, long all, string unit, int number)
    {
        if ((done & Mask) != 0) return;
        var now = clock.GetTimestamp();
        if (clock.GetElapsedTime(_last, now) < Interval) return;
        _last = now;
        log(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{phase}: {unit} {number}, {100.0 * done / all:F0} % of the most it may take, "
                    + $"{clock.GetElapsedTime(_start, now).TotalSeconds:F0} s"
            )
        );
    }
}
