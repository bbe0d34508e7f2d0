using Recsys.Contracts.Artifacts;
using Recsys.Model.Training;
using Xunit;

namespace Recsys.Model.Tests.Resume;

/// <summary>The tool as a process, killed with SIGKILL at seeded moments and run again until it is done.</summary>
[Collection("libtorch")]
public sealed class KilledTrainingTests(ResumableShop shop) : IClassFixture<ResumableShop>
{
    [Theory]
    [InlineData("train", 1)]
    [InlineData("prune", 2)]
    public async Task Killed_runs_end_in_the_bytes_of_an_undisturbed_one(string verb, int seed)
    {
        string[] input = ["--dataset", shop["dataset"]];
        if (verb == "prune")
        {
            shop.Succeed("train", [.. input, "--out", shop["trained"]]);
            input = [.. input, "--checkpoint", shop["trained"]];
        }
        shop.Succeed(verb, [.. input, "--out", shop["undisturbed"]]);
        var (random, target) = (new SplitMix((ulong)seed), shop["killed"]);
        var resumed = 0;

        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var killed = ModelProcess.Tool(shop.Arguments(verb, [.. input, "--out", target]));
            // The first epoch it reports in this life, then a moment anywhere in what follows.
            var lines = await killed.ReadToAsync(attempt == 0 ? "epoch   1 " : "epoch ");
            await Task.Delay(random.Below(30));
            killed.Kill();
            Assert.Equal(137, (await killed.EndAsync()).Code);
            resumed += lines.Count(line => line.StartsWith("resuming after epoch", StringComparison.Ordinal));
        }
        using var last = ModelProcess.Tool(shop.Arguments(verb, [.. input, "--out", target]));
        var (code, output, error) = await last.EndAsync();

        Assert.Equal((0, ""), (code, error));
        resumed += output.Contains("resuming after epoch", StringComparison.Ordinal) ? 1 : 0;
        Assert.Equal(3, resumed);
        Assert.Equal(ContentHash.OfFolder(shop["undisturbed"]), ContentHash.OfFolder(target));
        Assert.Equal(["killed"], Directory.GetFileSystemEntries(shop["."], "killed*").Select(Path.GetFileName));
    }
}
