using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tasks;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Settings;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Run;

/// <summary>When the golden file counts, when it is left out aloud, and when nobody looks at it.</summary>
public sealed class GoldenSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    private RecsysSettings Settings(string? source) =>
        new()
        {
            Data = new DataSettings { Source = "tables" },
            Verify = new VerifySettings
            {
                Golden = _folder.Write(
                    "golden.json",
                    $$"""
                    { {{(source is null ? "" : $"\"source\": \"{source}\", ")}}
                      "cases": [ { "name": "a", "query": "b", "must": [ { "title": "c" } ] } ] }
                    """
                ),
            },
        };

    private static RunChain Chain(params string[] tasks) => new(tasks, PipelineSteps.All);

    public static TheoryData<string> Users => [nameof(Tasks.Verify), nameof(DockerBuild), nameof(DeployK8s), nameof(Deploy)];

    [Theory]
    [MemberData(nameof(Users))]
    public void A_file_about_other_data_is_left_out_aloud_by_every_task_that_rests_on_it(string task)
    {
        var settings = Settings("sample");
        Assert.Null(GoldenSource.Applying(settings, Chain(nameof(Ingest), task), _log).Verify.Golden);
        Assert.Equal(
            $"{settings.Verify.Golden} is about data.source sample, and this run's is tables: its golden queries are not asked. Remedy: "
                + $"write some for this shop (--target=Golden proposes a first file) and name it in verify.golden.",
            Assert.Single(_log.Lines)
        );
    }

    [Theory]
    [InlineData("tables")]
    [InlineData(null)]
    public void A_file_about_this_data_or_any_stays(string? source)
    {
        var settings = Settings(source);
        Assert.Same(settings, GoldenSource.Applying(settings, Chain(nameof(Tasks.Verify)), _log));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Tasks_that_do_not_rest_on_it_do_not_read_it()
    {
        var settings = new RecsysSettings { Verify = new VerifySettings { Golden = _folder.At("missing.json") } };
        Assert.Same(settings, GoldenSource.Applying(settings, Chain(nameof(Ingest), nameof(Prune)), _log));
        Assert.Throws<SettingsException>(() => GoldenSource.Applying(settings, Chain(nameof(Tasks.Verify)), _log));
        Assert.Same(WithoutGolden, GoldenSource.Applying(WithoutGolden, Chain(nameof(Tasks.Verify)), _log));
    }

    private static readonly RecsysSettings WithoutGolden = new();
}
