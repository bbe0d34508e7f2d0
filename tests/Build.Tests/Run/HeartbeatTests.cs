using Recsys.Build.Run;
using Xunit;

namespace Recsys.Build.Tests.Run;

public sealed class HeartbeatTests
{
    [Fact]
    public void It_says_at_each_interval_how_long_the_work_takes_until_it_is_done()
    {
        var clock = new HandClock();
        var said = new List<string>();
        using (new Heartbeat(clock, said.Add, "compiling the server"))
        {
            Assert.Empty(said);
            clock.Tick();
            clock.Tick();
        }
        clock.Tick();
        Assert.Equal(["  still compiling the server: 15 s", "  still compiling the server: 30 s"], said);
    }

    /// <summary>Goes on by one period at a time, when it is told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private Action? _call;
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public void Tick()
        {
            _now += Heartbeat.Interval;
            _call?.Invoke();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal((Heartbeat.Interval, Heartbeat.Interval), (dueTime, period));
            _call = () => callback(state);
            return new Timer(() => _call = null);
        }

        private sealed class Timer(Action stop) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose() => stop();

            public ValueTask DisposeAsync()
            {
                stop();
                return ValueTask.CompletedTask;
            }
        }
    }
}
