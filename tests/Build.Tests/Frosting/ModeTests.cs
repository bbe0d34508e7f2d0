using Cake.Cli;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class ModeTests
{
    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--noop")]
    [InlineData("--whatif")]
    public void Dry_run_sets_up_and_plans_but_runs_nothing(string option)
    {
        var run = Shop().Run("--target=Sell", option);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["setup", "teardown"], run.Notes);
        Assert.Contains("1. Stock", run.Output);
        Assert.Contains("2. Sell", run.Output);
    }

    [Theory]
    [InlineData("--tree")]
    [InlineData("--showtree")]
    public void Tree_shows_who_depends_on_whom_and_runs_nothing(string option)
    {
        var run = Shop().Run(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Notes);
        var sell = run.Output.IndexOf("Sell", StringComparison.Ordinal);
        Assert.True(sell >= 0 && sell < run.Output.IndexOf("Stock", StringComparison.Ordinal), run.Output);
    }

    [Theory]
    [InlineData("--description")]
    [InlineData("--descriptions")]
    [InlineData("--showdescription")]
    [InlineData("--showdescriptions")]
    public void Description_lists_the_tasks_and_runs_nothing(string option)
    {
        var run = Shop().Run(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Notes);
        Assert.Matches(@"Sell\s+Hands the goods over", run.Output);
        Assert.Contains("Stock", run.Output);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--ver")]
    [InlineData("--info")]
    public void Version_and_info_need_neither_context_nor_tasks(string option)
    {
        var run = Shop()
            .With(host => host.UseContext<Unusable>())
            .With(host => host.ConfigureServices(services => services.AddSingleton<IVersionResolver, Fixed>()))
            .Run(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("12.3.4", run.Output);
        Assert.Empty(run.Notes);
    }

    [Fact]
    public void Version_is_the_entry_assemblys_description()
    {
        var run = Shop().Run("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(new VersionResolver().GetVersion(), run.Output.Trim());
        Assert.NotEmpty(run.Output.Trim());
    }

    [Fact]
    public void Help_names_every_option()
    {
        var run = Shop().Run("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Notes);
        Assert.All(
            ["--target", "--working", "--verbosity", "--description", "--tree", "--dryrun", "--exclusive", "--no-report"],
            option => Assert.Contains(option, run.Output));
    }

    [Fact]
    public void Modes_have_an_order_of_precedence()
    {
        Assert.Contains("1. Stock", Shop().Run("--target=Sell", "--dryrun", "--tree", "--description").Output);
        Assert.DoesNotContain("Hands the goods over", Shop().Run("--tree", "--description").Output);
        Assert.DoesNotContain("Stock", Shop().Run("--version", "--info", "--dryrun", "--tree").Output);
    }

    [Fact]
    public void No_report_leaves_the_summary_out_of_a_success()
    {
        Assert.Contains("Duration", Shop().Run("--target=Sell").Output);
        Assert.DoesNotContain("Duration", Shop().Run("--target=Sell", "--no-report").Output);
    }

    private static TestHost Shop() =>
        new TestHost().Task<Stock>().Task<Sell>().With(host => host.UseLifetime<Frame>().UseTaskSetup<TaskSetup>());

    private sealed class Stock : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Stock");
    }

    [TaskDescription("Hands the goods over")]
    [IsDependentOn(typeof(Stock))]
    private sealed class Sell : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Sell");
    }

    private sealed class Frame(Journal journal) : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) => journal.Notes.Add("setup");

        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Notes.Add("teardown");
    }

    private sealed class TaskSetup(Journal journal) : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Notes.Add("task setup");
    }

    private sealed class Unusable : FrostingContext
    {
        public Unusable(ICakeContext context)
            : base(context) =>
            throw new InvalidOperationException("not needed");
    }

    private sealed class Fixed : IVersionResolver
    {
        public string GetVersion() => "12.3.4";

        public string GetProductVersion() => "12.3.4-product";
    }
}
