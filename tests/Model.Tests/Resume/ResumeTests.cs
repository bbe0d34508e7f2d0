using Recsys.Model.Training;
using Xunit;

namespace Recsys.Model.Tests.Resume;

/// <summary>Stopping and resuming within one process. libtorch has one random generator a process: one class at a time.</summary>
[Collection("libtorch")]
public sealed class ResumeTests(ResumableShop shop) : IClassFixture<ResumableShop>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recsys-state-");
    private readonly List<string> _log = [];

    public void Dispose() => _folder.Delete(recursive: true);

    private TrainingStateFile States(TimeSpan? interval = null) =>
        new(Path.Combine(_folder.FullName, "train"), TimeProvider.System, _log.Add, interval);

    private void StopAfterEpoch(int epoch, bool keepStart = false) => Assert.Throws<StopException>(() => shop.Fit(States(), line =>
    {
        if (line.StartsWith($"epoch {epoch,3} ", StringComparison.Ordinal)) throw new StopException();
    }, keepStart: keepStart));

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void A_run_that_stopped_after_an_epoch_ends_in_the_same_bytes(bool keepStart, int epoch)
    {
        var undisturbed = shop.Fit(keepStart: keepStart);

        StopAfterEpoch(epoch, keepStart);
        var resumed = shop.Fit(States(), _log.Add, keepStart: keepStart);

        Assert.Contains($"resuming after epoch {epoch}", _log);
        Assert.DoesNotContain(_log, line => line.StartsWith($"epoch {epoch,3} ", StringComparison.Ordinal));
        Assert.Equal(undisturbed.Curve, resumed.Curve);
        Assert.Equal(undisturbed.Parameters, resumed.Parameters);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 5)]
    public void A_run_that_stopped_inside_an_epoch_ends_in_the_same_bytes(int stopEpoch, int stopStep)
    {
        var undisturbed = shop.Fit();

        Assert.Throws<StopException>(() => shop.Fit(States(TimeSpan.Zero), progress: (epoch, step, _) =>
        {
            if ((epoch, step) == (stopEpoch, stopStep)) throw new StopException();
        }));
        var resumed = shop.Fit(States(), _log.Add);

        Assert.Contains($"resuming after epoch {stopEpoch - 1}, step {stopStep - 1}", _log);
        Assert.Equal(undisturbed.Curve, resumed.Curve);
        Assert.Equal(undisturbed.Parameters, resumed.Parameters);
    }

    [Fact]
    public void A_finished_run_is_not_trained_again()
    {
        var first = shop.Fit(States());
        var steps = 0;

        var again = shop.Fit(States(), progress: (_, _, _) => steps++);

        Assert.Equal(0, steps);
        Assert.Equal(first.Parameters, again.Parameters);
    }

    [Fact]
    public void The_state_of_another_run_is_ignored_and_removed()
    {
        StopAfterEpoch(1, keepStart: true);

        Assert.Null(States().Load("another key"));

        Assert.StartsWith("starting anew, ", Assert.Single(_log), StringComparison.Ordinal);
        Assert.False(Directory.Exists(States().Path));
    }

    [Theory]
    [InlineData("state.json", 40)]
    [InlineData("state.safetensors", 5_000)]
    [InlineData("state.sha256", 20)]
    [InlineData("state.json", null)]
    [InlineData("state.safetensors", null)]
    [InlineData("state.sha256", null)]
    public void A_corrupt_state_is_ignored(string name, int? flipped)
    {
        var undisturbed = shop.Fit();
        StopAfterEpoch(1);
        var file = Path.Combine(States().Path, name);
        if (flipped is { } at)
        {
            var bytes = File.ReadAllBytes(file);
            bytes[at] ^= 1;
            File.WriteAllBytes(file, bytes);
        }
        else
        {
            File.Delete(file);
        }

        var anew = shop.Fit(States(), _log.Add);

        Assert.StartsWith($"starting anew, {States().Path} is not used: ", _log[0], StringComparison.Ordinal);
        Assert.Equal(undisturbed.Parameters, anew.Parameters);
    }

    [Fact]
    public void A_state_that_cannot_be_written_does_not_stop_the_training()
    {
        File.WriteAllText(States().Path + ".tmp", "a file where the folder should be");
        var undisturbed = shop.Fit();

        var stateless = shop.Fit(States());

        Assert.Contains("training goes on without it", _log[0], StringComparison.Ordinal);
        Assert.Equal(undisturbed.Parameters, stateless.Parameters);
    }

    private sealed class StopException : Exception;
}
