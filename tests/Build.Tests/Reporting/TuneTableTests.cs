using System.Text.Json;
using Recsys.Build.Reporting;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Reporting;

public sealed class TuneTableTests
{
    private static TuneTrial Trial(int trial, double? score, string settings, double search = 0.2) =>
        new()
        {
            Trial = trial,
            State = score is null ? TuneTrial.Failed : TuneTrial.Complete,
            Settings = JsonSerializer.Deserialize<SortedDictionary<string, JsonElement>>(settings)!,
            Figures = score is null
                ? []
                : new()
                {
                    ["blended_ndcg@10"] = 0.3 * score.Value,
                    ["encoder_ndcg@10"] = 0.1,
                    ["search_ndcg@10"] = search,
                },
            Score = score,
        };

    private static string Settings(string rate = "0.001", string dropout = "0.2", string weights = "ease", string size = "64") =>
        $$"""{"train.dimensions": {{size}}, "train.dropout": {{dropout}}, "train.feed_forward": {{size}}, "train.learning_rate": {{rate}}, "train.memory.weights": "{{weights}}"}""";

    private static readonly TuneTrial[] Trials =
    [
        Trial(0, 1, Settings()),
        Trial(1, 0.9, Settings(rate: "0.009")),
        Trial(2, 1.0437, Settings(rate: "0.00234", dropout: "0.123", weights: "knn", size: "128"), 0.3),
        Trial(3, null, Settings(rate: "0.5")),
        Trial(4, 1.01, Settings(dropout: "0")),
        Trial(5, 1.02, Settings(dropout: "0.1")),
        Trial(6, 1.03, Settings(dropout: "0.3")),
        Trial(7, 1.0437, Settings(rate: "0.002")),
    ];

    [Fact]
    public void The_five_best_and_the_settings_as_they_are_fit_80_columns()
    {
        var lines = TuneTable
            .Of(Trials, "artifacts/shop/tune/winner.json", "./build.sh --target=Verify --settings=recsys.json --settings=artifacts/shop/tune/winner.json")
            .ToList();
        Assert.All(lines.SkipLast(1), line => Assert.InRange(line.Length, 1, TuneTable.Width)); // the last one is to be copied as it is
        Snapshot.Check(Repository.At("tests", "Build.Tests", "Reporting", "Snapshots", "tune.txt"), string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void Where_nothing_is_better_there_is_nothing_to_try()
    {
        var lines = TuneTable.Of(Trials[..2], "winner.json", "").ToList();
        Assert.Equal("No trial is better than the settings as they are. Nothing was changed.", lines[^1]);
        Assert.DoesNotContain(lines, line => line.Contains("winner", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_first_trial_failed_the_score_says_what_it_compares_with()
    {
        var lines = TuneTable.Of([Trial(0, null, Settings(rate: "0.9")), Trial(1, 1, Settings())], "winner.json", "").ToList();
        Assert.Contains("2 trials, 1 failed; NDCG@10 on the validation part.", lines);
        Assert.Contains(lines, line => line.Contains("ratios to trial 1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("learning_rate 0.001", StringComparison.Ordinal));
    }
}
