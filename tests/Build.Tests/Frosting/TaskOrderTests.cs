using Cake.Frosting;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class TaskOrderTests
{
    [Fact]
    public void Dependencies_run_first_in_written_order_and_once()
    {
        var run = Shop().Run("--target", "Pack");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Clean", "Compile", "Check", "Pack"], run.Notes);
    }

    [Fact]
    public void Default_is_the_target_when_none_is_named()
    {
        var run = Shop().Run();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Clean", "Default"], run.Notes);
    }

    [Theory]
    [InlineData("-t")]
    [InlineData("--target")]
    [InlineData("--Target")]
    public void Target_option_has_three_names_and_ignores_the_case_of_its_value(string option)
    {
        var run = Shop().Run(option, "cLeAn");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Clean"], run.Notes);
    }

    [Fact]
    public void A_dependee_goes_before_the_task_it_names()
    {
        var run = Shop().Task<Stamp>().Run("--target=Compile");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Clean", "Stamp", "Compile"], run.Notes);
    }

    [Fact]
    public void Exclusive_leaves_the_dependencies_out()
    {
        var run = Shop().Run("--target=Pack", "--exclusive");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Pack"], run.Notes);
    }

    [Fact]
    public void Several_targets_share_their_dependencies()
    {
        var run = Shop().Run("-t", "Compile", "-t", "Check");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("Clean", run.Notes[0]);
        Assert.Equal(["Check", "Compile"], run.Notes.Skip(1).Order());
    }

    [Fact]
    public void Several_targets_run_apart_when_the_configuration_says_so()
    {
        var run = Shop().Run(
            "-t", "Compile", "-t", "Check", "--Settings_UnifiedDependencyGraphForMultipleTargets=false");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Clean", "Compile", "Clean", "Check"], run.Notes);
    }

    [Fact]
    public void A_dependency_on_something_else_than_a_task_is_an_error()
    {
        var run = Shop().Task<DependsOnText>().Run("--target=Clean");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("System.String", run.Error);
        Assert.Empty(run.Notes);
    }

    [Fact]
    public void A_dependency_that_is_not_registered_breaks_every_target()
    {
        var run = Shop().Task<DependsOnUnregistered>().Run("--target=Clean");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Unregistered", run.Error);
        Assert.Empty(run.Notes);
    }

    [Fact]
    public void Two_tasks_that_wait_for_each_other_break_every_target()
    {
        var run = Shop().Task<Chicken>().Task<Egg>().Run("--target=Clean");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Unidirectional edges in graph are not allowed.", run.Error);
        Assert.Empty(run.Notes);
    }

    [Fact]
    public void Two_tasks_of_one_name_are_an_error()
    {
        var run = Shop().Task<Clean>().Run("--target=Clean");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Another task with the name 'Clean' has already been added.", run.Error);
    }

    private static TestHost Shop() =>
        new TestHost().Task<Package>().Task<Check>().Task<Compile>().Task<Clean>().Task<Default>();

    private sealed class Clean : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Clean");
    }

    [IsDependentOn(typeof(Clean))]
    private sealed class Compile : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Compile");
    }

    [IsDependentOn(typeof(Clean))]
    private sealed class Check : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Check");
    }

    [TaskName("Pack")]
    [IsDependentOn(typeof(Compile))]
    [IsDependentOn(typeof(Check))]
    private sealed class Package : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Pack");
    }

    [IsDependentOn(typeof(Clean))]
    private sealed class Default : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Default");
    }

    [IsDependeeOf(typeof(Compile))]
    private sealed class Stamp : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Stamp");
    }

    [IsDependentOn(typeof(string))]
    private sealed class DependsOnText : FrostingTask;

    private sealed class Unregistered : FrostingTask;

    [IsDependentOn(typeof(Unregistered))]
    private sealed class DependsOnUnregistered : FrostingTask;

    [IsDependentOn(typeof(Egg))]
    private sealed class Chicken : FrostingTask;

    [IsDependentOn(typeof(Chicken))]
    private sealed class Egg : FrostingTask;
}
