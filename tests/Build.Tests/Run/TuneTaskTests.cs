using System.Text.Json;
using Recsys.Build.Tasks;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Build.Tests.Run;

/// <summary>The task around a model tool that leaves two trials.</summary>
public sealed class TuneTaskTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public TuneTaskTests()
    {
        _checkout.Write("artifacts/shop/dataset/file", "dataset");
        _checkout.Processes.Effect = () =>
        {
            foreach (var (trial, dropout, score) in new[] { (0, 0.2, 1.0), (1, 0.1, 1.5) })
            {
                _checkout.Write(
                    $"artifacts/shop/tune/{TuneTrial.Folder}/{trial:D4}.json",
                    ArtifactJson.Serialize(
                        new TuneTrial
                        {
                            Trial = trial,
                            State = TuneTrial.Complete,
                            Settings = new()
                            {
                                ["train.dropout"] = JsonElement.Parse(
                                    dropout.ToString(System.Globalization.CultureInfo.InvariantCulture)
                                ),
                            },
                            Score = score,
                        }
                    )
                );
            }
        };
    }

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void It_shows_the_trials_and_says_how_to_try_the_best_and_runs_again_only_for_more()
    {
        new Tune().Run(_checkout.Context());
        Assert.Contains(" tune ", Assert.Single(_checkout.Processes.Arguments), StringComparison.Ordinal);
        var log = _checkout.Log.Lines.ToList();
        Assert.Contains("    1  1.5000          -         -         -  dropout 0.1", log);
        Assert.Contains(
            log,
            line =>
                line.StartsWith("  ./build.sh --target=Verify --settings=", StringComparison.Ordinal)
                && line.Contains("winner.json", StringComparison.Ordinal)
        );

        new Tune().Run(_checkout.Context());
        Assert.Single(_checkout.Processes.Starts);
        Assert.Contains("Tune is up to date.", _checkout.Log.Lines);
        Assert.Equal(2, _checkout.Log.Lines.Count(line => line == "    1  1.5000          -         -         -  dropout 0.1"));

        new Tune().Run(_checkout.Context(("trials", "30")));
        Assert.Equal(2, _checkout.Processes.Starts.Count);
    }

    [Fact]
    public void Where_every_trial_fails_the_step_fails_in_the_tool_s_words()
    {
        _checkout.Processes.When(
            "",
            exitCode: 1,
            error: "error: all 3 trials failed; the last one: the loss became NaN. Remedy: choose other ranges in tune.space.\n"
        );
        Assert.Equal(
            "tune failed with exit code 1: all 3 trials failed; the last one: the loss became NaN. Remedy: choose other ranges in "
                + "tune.space.",
            Assert.Throws<FaultException>(() => new Tune().Run(_checkout.Context())).Message
        );
    }
}
