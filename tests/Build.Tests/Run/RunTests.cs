using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Recsys.Build.Arguments;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tests.Frosting;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Run;

/// <summary>Lock, record and options through the real host and the real tasks.</summary>
[Collection(HostCollection.Name)]
public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Recsys.Build.Run.Outcome _outcome = new();

    private string Shop => _folder.At("shop");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_leaves_its_record_and_the_next_one_is_free()
    {
        Assert.Equal(0, Run("--target=Undeploy").ExitCode);
        Assert.Equal(0, Run("--target=Undeploy").ExitCode);

        Assert.Equal(
            [("Undeploy", RunRecord.Done), ("Undeploy", RunRecord.Done)],
            new RunRecords(new ArtifactLayout(Shop)).Read(9).Select(run => (run.Target, run.Outcome))
        );
    }

    [Theory]
    [InlineData("--target=Undeploy", "--dryrun")]
    [InlineData("--tree")]
    [InlineData("--target=Default")]
    [InlineData("--target=History")]
    public void What_only_looks_writes_nothing(params string[] arguments)
    {
        Assert.Equal(0, Run(arguments).ExitCode);

        Assert.False(Directory.Exists(Shop));
    }

    [Fact]
    public void A_second_run_fails_at_once_and_names_the_first()
    {
        using var held = RunLock.Take(Shop, RunOwner.ThisProcess("--target=Train", TimeProvider.System));

        var second = Run("--target=Undeploy");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"process {Environment.ProcessId} on", second.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Shop, RunRecord.FileName)));
        Assert.True(held.IsInPlace);
    }

    [Theory]
    [InlineData("--force=Trian", "--force: there is no step Trian. Did you mean Train? Steps: Sample,")]
    [InlineData("--force=Train,Nothing", "--force: there is no step Nothing. Steps: Sample,")]
    [InlineData("--force", "--force: name the steps to run: Sample,")]
    [InlineData("--whi", "Did you mean --why?")]
    public void A_wrong_option_is_a_settings_mistake(string argument, string message)
    {
        var run = Run("--target=Undeploy", argument);

        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(OutcomeKind.SettingsWrong, _outcome.Kind);
        Assert.False(Directory.Exists(Shop));
    }

    [Fact]
    public void The_options_are_known_and_steps_are_named_in_any_case() =>
        Assert.Equal(0, Run("--target=Undeploy", "--why", "--force=train,VERIFY").ExitCode);

    [Theory]
    [InlineData(null, false)]
    [InlineData("", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Why_is_answered_when_it_is_asked_and_not_taken_back(string? value, bool why) =>
        Assert.Equal(why, RunArguments.Read(Checkout.Arguments(value is null ? [] : [("why", value)]), PipelineSteps.Recorded).Why);

    [Fact]
    public void Without_options_nothing_is_forced_and_no_reason_given() =>
        Assert.Equal((false, false, 0), (RunOptions.None.Why, RunOptions.None.Forces("Train"), RunOptions.None.Forced.Count));

    [Fact]
    public void A_failed_run_is_recorded_too()
    {
        Assert.Equal(1, Run("--target=DockerBuild", "--exclusive").ExitCode);

        var record = Assert.Single(new RunRecords(new ArtifactLayout(Shop)).Read(9));
        Assert.Equal((RunRecord.Failed, true), (record.Outcome, record.Error!.Contains("was never judged", StringComparison.Ordinal)));
    }

    private Frosting.Outcome Run(params string[] arguments) => new TestHost()
        .With(host => host.AddAssembly(typeof(BuildContext).Assembly)
            .ConfigureServices(services => services.AddSingleton(_outcome).AddSingleton(TimeProvider.System))
            .UseContext<BuildContext>().UseLifetime<BuildLifetime>().UseTaskSetup<RunGuard>())
        .File("recsys.json", $$"""{ "name": "shop", "artifacts": {{System.Text.Json.JsonSerializer.Serialize(_folder.Root)}} }""")
        .Environment("RECSYS_CACHE", "off")
        .Run(arguments);
}
