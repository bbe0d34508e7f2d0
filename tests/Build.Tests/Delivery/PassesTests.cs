using Recsys.Build.Delivery;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Delivery;

/// <summary>What is remembered of bundles that passed.</summary>
public sealed class PassesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Passes Passes => new(new ArtifactLayout(_folder.Root));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_are_kept_and_the_champion_s_however_old_it_is()
    {
        for (var i = 0; i < 30; i++) Passes.Add(Pass($"sha256:{i}"), "sha256:3");
        var kept = Passes.All.Select(pass => pass.Bundle).ToList();
        Assert.Equal(21, kept.Count);
        Assert.Equal(("sha256:3", "sha256:10", "sha256:29"), (kept[0], kept[1], kept[^1]));
    }

    [Fact]
    public void A_file_that_is_not_readable_is_none()
    {
        _folder.Write(Recsys.Build.Delivery.Passes.FileName, "[");
        Assert.Empty(Passes.All);
        Passes.Add(Pass("sha256:1"), null);
        Assert.Single(Passes.All);
    }

    private static PassedVerdict Pass(string bundle) =>
        new()
        {
            Verdict = "sha256:v",
            Bundle = bundle,
            Circumstances = new Circumstances { At = "2026-01-01T00:00:00Z", By = "ann" },
            Settings = [],
            Code = [],
        };
}
