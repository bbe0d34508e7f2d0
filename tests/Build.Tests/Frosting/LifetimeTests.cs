using Cake.Core;
using Cake.Frosting;
using NSubstitute;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class LifetimeTests
{
    [Fact]
    public void Setup_and_teardown_frame_the_run_and_every_task()
    {
        var run = new TestHost().Task<First>().Task<Second>()
            .With(host => host.UseLifetime<Frame>().UseTaskLifetime<TaskFrame>())
            .Run("--target=Second");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "setup for Second of First, Second",
                "before First", "First", "after First: True, skipped False",
                "before Second", "Second", "after Second: True, skipped False",
                "teardown: True",
            ],
            run.Notes);
    }

    [Fact]
    public void Each_of_the_four_can_be_a_class_of_its_own()
    {
        var run = new TestHost().Task<First>()
            .With(host => host.UseSetup<PlainSetup>().UseTeardown<PlainTeardown>())
            .With(host => host.UseTaskSetup<PlainTaskSetup>().UseTaskTeardown<PlainTaskTeardown>())
            .Run("--target=First");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["setup", "task setup", "First", "task teardown", "teardown"], run.Notes);
    }

    [Fact]
    public void The_last_one_registered_takes_the_role()
    {
        var run = new TestHost().Task<First>()
            .With(host => host.UseLifetime<Frame>().UseSetup<PlainSetup>())
            .Run("--target=First");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["setup", "First", "teardown: True"], run.Notes);
    }

    [Fact]
    public void One_object_plays_both_roles()
    {
        var run = new TestHost().Task<First>()
            .With(host => host.UseLifetime<Counting>().UseTaskLifetime<TaskCounting>())
            .Run("--target=First");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["1", "1", "First", "2", "2"], run.Notes);
    }

    [Fact]
    public void The_lifetimes_can_be_asked_for()
    {
        var run = new TestHost().Task<AsksForLifetimes>()
            .With(host => host.UseLifetime<Frame>().UseLifetime<Counting>().UseTaskLifetime<TaskCounting>())
            .Run("--target=AsksForLifetimes");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Counting, TaskCounting", run.Notes);
    }

    [Fact]
    public void Teardown_hears_of_the_failure()
    {
        var run = new TestHost().Task<Failing>().Task<AfterFailing>()
            .With(host => host.UseLifetime<Frame>().UseTaskLifetime<TaskFrame>())
            .Run("--target=AfterFailing");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [
                "setup for AfterFailing of Failing, AfterFailing",
                "before Failing", "after Failing: False, skipped False", "teardown: False, failed",
            ],
            run.Notes);
    }

    [Fact]
    public void A_skipped_task_is_framed_too()
    {
        var run = new TestHost().Task<Skipped>().Task<AfterSkipped>()
            .With(host => host.UseTaskLifetime<TaskFrame>())
            .Run("--target=AfterSkipped");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("before Skipped", run.Notes);
        Assert.Contains(run.Notes, note => note.StartsWith("after Skipped", StringComparison.Ordinal)
            && note.EndsWith("skipped True", StringComparison.Ordinal));
    }

    [Fact]
    public void A_setup_that_fails_stops_the_tasks_but_not_the_teardown()
    {
        var run = new TestHost().Task<First>()
            .With(host => host.UseSetup<FailingSetup>().UseTeardown<PlainTeardown>())
            .Run("--target=First");

        Assert.Equal(7, run.ExitCode);
        Assert.Equal(["teardown"], run.Notes);
        Assert.Contains("no network", run.Error);
    }

    [Fact]
    public void An_unknown_target_comes_before_setup_and_without_teardown()
    {
        var run = new TestHost().Task<First>().With(host => host.UseLifetime<Frame>()).Run("--target=Nowhere");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Notes);
    }

    [Fact]
    public void A_lifetime_is_not_called_without_the_facts_of_the_run()
    {
        var context = Substitute.For<ICakeContext>();
        var journal = new Journal();

        Assert.Throws<ArgumentNullException>("info", () => ((IFrostingSetup)new Counting(journal)).Setup(context, null!));
        Assert.Throws<ArgumentNullException>("info", () => ((IFrostingTeardown)new Counting(journal)).Teardown(context, null!));
        Assert.Throws<ArgumentNullException>("info", () => ((IFrostingTaskSetup)new TaskCounting(journal)).Setup(context, null!));
        Assert.Throws<ArgumentNullException>("info", () => ((IFrostingTaskTeardown)new TaskCounting(journal)).Teardown(context, null!));
        Assert.Throws<ArgumentNullException>("info", () => ((IFrostingSetup)new PlainSetup(journal)).Setup(context, null!));
        Assert.Throws<ArgumentNullException>("info", () => ((IFrostingTeardown)new PlainTeardown(journal)).Teardown(context, null!));
        Assert.Throws<ArgumentNullException>("info", () => ((IFrostingTaskSetup)new PlainTaskSetup(journal)).Setup(context, null!));
        Assert.Throws<ArgumentNullException>(
            "info",
            () => ((IFrostingTaskTeardown)new PlainTaskTeardown(journal)).Teardown(context, null!)
        );
        Assert.Empty(journal.Notes);
    }

    private sealed class First : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("First");
    }

    [IsDependentOn(typeof(First))]
    private sealed class Second : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Second");
    }

    private sealed class Failing : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("failed");
    }

    [IsDependentOn(typeof(Failing))]
    private sealed class AfterFailing : FrostingTask;

    private sealed class Skipped : FrostingTask
    {
        public override bool ShouldRun(ICakeContext context) => false;
    }

    [IsDependentOn(typeof(Skipped))]
    private sealed class AfterSkipped : FrostingTask;

    private sealed class AsksForLifetimes(IFrostingLifetime lifetime, IFrostingTaskLifetime task, Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Notes.Add($"{lifetime.GetType().Name}, {task.GetType().Name}");
    }

    private sealed class Frame : FrostingLifetime<NotingContext>
    {
        public override void Setup(NotingContext context, ISetupContext info) => context.Note(
            $"setup for {info.TargetTask.Name} of {string.Join(", ", info.TasksToExecute.Select(task => task.Name))}");

        public override void Teardown(NotingContext context, ITeardownContext info) =>
            context.Note($"teardown: {info.Successful}{(info.ThrownException is { } e ? ", " + e.Message : "")}");
    }

    private sealed class TaskFrame : FrostingTaskLifetime<NotingContext>
    {
        public override void Setup(NotingContext context, ITaskSetupContext info) =>
            context.Note("before " + info.Task.Name);

        public override void Teardown(NotingContext context, ITaskTeardownContext info) =>
            context.Note($"after {info.Task.Name}: {info.Successful}, skipped {info.Skipped}");
    }

    private sealed class Counting(Journal journal) : FrostingLifetime
    {
        private int _calls;

        public override void Setup(ICakeContext context, ISetupContext info) => journal.Notes.Add($"{++_calls}");

        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Notes.Add($"{++_calls}");
    }

    private sealed class TaskCounting(Journal journal) : FrostingTaskLifetime
    {
        private int _calls;

        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Notes.Add($"{++_calls}");

        public override void Teardown(ICakeContext context, ITaskTeardownContext info) =>
            journal.Notes.Add($"{++_calls}");
    }

    private sealed class PlainSetup(Journal journal) : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => journal.Notes.Add("setup");
    }

    private sealed class FailingSetup : FrostingSetup<NotingContext>
    {
        public override void Setup(NotingContext context, ISetupContext info) => throw new CakeException(7, "no network");
    }

    private sealed class PlainTeardown(Journal journal) : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Notes.Add("teardown");
    }

    private sealed class PlainTaskSetup(Journal journal) : FrostingTaskSetup
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Notes.Add("task setup");
    }

    private sealed class PlainTaskTeardown(Journal journal) : FrostingTaskTeardown
    {
        public override void Teardown(ICakeContext context, ITaskTeardownContext info) =>
            journal.Notes.Add("task teardown");
    }
}
