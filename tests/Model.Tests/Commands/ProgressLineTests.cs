using Recsys.Model.Commands;
using Xunit;

namespace Recsys.Model.Tests.Commands;

public sealed class ProgressLineTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StepClock _clock = new();

    private ProgressLine Line(bool visible) => new(_output, visible, _clock);

    private void Steps(ProgressLine line, int epoch, int count)
    {
        for (var step = 1; step <= count; step++)
        {
            line.Step(epoch, step, 101);
            _clock.Milliseconds += 100;
        }
    }

    [Fact]
    public void A_terminal_shows_steps_share_and_remaining_time_in_one_line()
    {
        var line = Line(visible: true);

        Steps(line, 1, 5);

        Assert.Equal("\repoch   1  step 3/101  3 %  10 s left\repoch   1  step 5/101  5 %  10 s left", _output.ToString());
    }

    [Fact]
    public void What_the_epoch_belongs_to_stands_before_it_and_is_measured_by_itself()
    {
        var line = Line(visible: true);

        line.Subject = "trial 1 of 2  ";
        Steps(line, 1, 3);
        _clock.Milliseconds += 60_000;
        line.Subject = "trial 2 of 2  ";
        Steps(line, 1, 3);

        Assert.Equal(
            "\rtrial 1 of 2  epoch   1  step 3/101  3 %  10 s left\rtrial 2 of 2  epoch   1  step 3/101  3 %  10 s left",
            _output.ToString()
        );
    }

    [Fact]
    public void A_line_that_stays_covers_the_progress()
    {
        var line = Line(visible: true);

        Steps(line, 1, 3);
        line.WriteLine("epoch 1 done");
        line.WriteLine("and more");

        const string shown = "epoch   1  step 3/101  3 %  10 s left";
        Assert.Equal($"\r{shown}\r{new string(' ', shown.Length)}\repoch 1 done\nand more\n", _output.ToString());
    }

    [Fact]
    public void Redirected_output_has_only_the_lines_that_stay()
    {
        var line = Line(visible: false);

        Steps(line, 1, 50);
        line.WriteLine("epoch 1 done");

        Assert.Equal("epoch 1 done\n", _output.ToString());
    }

    [Fact]
    public void Redirected_output_says_now_and_then_how_far_a_long_epoch_is()
    {
        var line = Line(visible: false);

        Steps(line, 1, 2);
        _clock.Milliseconds += 30_000;
        line.Step(1, 3, 101);
        line.Step(1, 4, 101);

        Assert.StartsWith("epoch   1  step 3/101  3 %", _output.ToString());
        Assert.Single(_output.ToString().TrimEnd().Split('\n'));
    }

    private sealed class StepClock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
