using System.Globalization;

namespace Recsys.Build.Run;

/// <summary>Says at intervals how long a piece of work takes that says nothing itself, such as a compilation.</summary>
public sealed class Heartbeat : IDisposable
{
    /// <summary>How often it speaks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly ITimer _timer;

    /// <param name="clock">Whose time it is.</param>
    /// <param name="say">Where it is said.</param>
    /// <param name="work">What is done, as in "compiling the server".</param>
    public Heartbeat(TimeProvider clock, Action<string> say, string work)
    {
        var begun = clock.GetTimestamp();
        _timer = clock.CreateTimer(
            _ => say(string.Create(CultureInfo.InvariantCulture, $"  still {work}: {clock.GetElapsedTime(begun).TotalSeconds:0} s")),
            null,
            Interval,
            Interval
        );
    }

    public void Dispose() => _timer.Dispose();
}
