using System.Globalization;

namespace Recsys.Model.Commands;

/// <summary>One line, written over and over: how far an epoch is and how long it will take. In a file or a pipe a line that stays, now and
/// then.</summary>
/// <param name="output">The terminal.</param>
/// <param name="visible">false when the output goes to a file or a pipe.</param>
/// <param name="clock">Measures the steps.</param>
public sealed class ProgressLine(TextWriter output, bool visible, TimeProvider clock)
{
    private readonly TimeSpan _interval = visible ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(30);
    private int _epoch = -1;
    private int _firstStep;
    private long _start;
    private long _shown;
    private int _width;
    private string _subject = "";

    /// <summary>For the verb's output: visible when that is the console and the console is a terminal.</summary>
    public static ProgressLine Of(TextWriter output) =>
        new(output, ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected, TimeProvider.System);

    /// <summary>Shown before the epoch: what it belongs to. Set anew, measuring begins anew.</summary>
    public string Subject
    {
        get => _subject;
        set => (_subject, _epoch) = (value, -1);
    }

    /// <summary>Shows the step, a few times a second on a terminal.</summary>
    public void Step(int epoch, int step, int steps)
    {
        var now = clock.GetTimestamp();
        if (epoch != _epoch)
        {
            (_epoch, _firstStep, _start, _shown) = (epoch, step, now, now); // the first step is where measuring begins
            return;
        }
        if (clock.GetElapsedTime(_shown, now) < _interval) return;
        _shown = now;
        var remaining = clock.GetElapsedTime(_start, now) * ((double)(steps - step) / (step - _firstStep));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{_subject}epoch {epoch, 3}  step {step}/{steps}  {100.0 * step / steps:F0} %  {Text(remaining)} left"
        );
        if (visible) Show(text);
        else output.WriteLine(text);
    }

    /// <summary>Writes a line that stays.</summary>
    public void WriteLine(string line)
    {
        if (_width > 0) Show("");
        if (_width > 0) output.Write('\r');
        _width = 0;
        output.WriteLine(line);
    }

    private void Show(string text)
    {
        output.Write('\r' + text.PadRight(_width));
        _width = Math.Max(_width, text.Length);
    }

    private static string Text(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):F0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");
}
