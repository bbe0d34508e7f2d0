using Cake.Core;
using Cake.Frosting;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class TaskMethodTests
{
    [Fact]
    public void A_dependency_with_nothing_to_do_is_skipped_and_its_dependents_still_run()
    {
        var run = new TestHost().Task<NotToday>().Task<AfterNotToday>().Run("--target=AfterNotToday");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["AfterNotToday"], run.Notes);
    }

    [Fact]
    public void A_skipped_task_gives_its_reason()
    {
        var run = new TestHost().Task<NotToday>().Task<AfterNotToday>()
            .Run("--target=AfterNotToday", "--verbosity=Verbose");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("it is Sunday", run.Output);
    }

    [Fact]
    public void An_override_may_leave_the_decision_to_its_base()
    {
        var run = new TestHost().Task<LeavesItToBase>().Task<AfterLeavesItToBase>().Run("--target=AfterLeavesItToBase");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["LeavesItToBase", "AfterLeavesItToBase"], run.Notes);
    }

    [Fact]
    public void A_target_with_nothing_to_do_is_a_failure()
    {
        var run = new TestHost().Task<NotToday>().Run("--target=NotToday");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Could not reach target 'NotToday' since it was skipped due to a criteria", run.Error);
    }

    [Fact]
    public void A_task_without_a_body_is_a_mere_name()
    {
        var run = new TestHost().Task<Umbrella>().Run("--target=Umbrella");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Could not reach", run.All);
    }

    [Fact]
    public void Continue_on_error_makes_a_failure_a_success()
    {
        var run = new TestHost().Task<Tolerated>().Task<AfterTolerated>().Run("--target=AfterTolerated");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["AfterTolerated"], run.Notes);
    }

    [Fact]
    public void Continue_on_error_with_an_own_handler_breaks_every_target()
    {
        var run = new TestHost().Task<TwiceHandled>().Task<Umbrella>().Run("--target=Umbrella");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There can only be one error handler per task.", run.Error);
    }

    [Fact]
    public void A_handler_that_returns_has_dealt_with_the_error()
    {
        var run = new TestHost().Task<Handled>().Run("--target=Handled");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["handled: broken", "finally"], run.Notes);
    }

    [Fact]
    public void A_handler_that_throws_fails_the_run()
    {
        var run = new TestHost().Task<Rethrown>().Run("--target=Rethrown");

        Assert.Equal(9, run.ExitCode);
        Assert.Contains("worse", run.Error);
    }

    [Fact]
    public void Finally_follows_success_and_failure()
    {
        var run = new TestHost().Task<Tidy>().Task<Untidy>().Run("-t", "Tidy", "-t", "Untidy");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["Tidy", "finally", "finally after failure"], run.Notes);
    }

    [Fact]
    public void An_exception_in_finally_takes_the_place_of_the_first()
    {
        var run = new TestHost().Task<LastWord>().Run("--target=LastWord");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("last word", run.Error);
    }

    [Fact]
    public void An_async_task_is_awaited()
    {
        var run = new TestHost().Task<Slow>().Task<AfterSlow>().Run("--target=AfterSlow");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Slow", "slow finally", "AfterSlow"], run.Notes);
    }

    [Fact]
    public void An_async_task_that_fails_can_handle_it()
    {
        var run = new TestHost().Task<SlowFailure>().Run("--target=SlowFailure");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["handled: too slow"], run.Notes);
    }

    [Fact]
    public void An_override_in_a_class_between_counts()
    {
        var run = new TestHost().Task<Child>().Run("--target=Child");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Child through its parent"], run.Notes);
    }

    [Fact]
    public void A_class_with_the_bare_interface_is_asked_everything()
    {
        var run = new TestHost().Task<Bare>().Run("--target=Bare");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["asked", "run", "handled: bare", "finally"], run.Notes);
    }

    private sealed class NotToday : FrostingTask<NotingContext>, IFrostingTask
    {
        public string SkippedMessage => "it is Sunday";

        public override bool ShouldRun(NotingContext context) => false;

        public override void Run(NotingContext context) => context.Note("NotToday");
    }

    [IsDependentOn(typeof(NotToday))]
    private sealed class AfterNotToday : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("AfterNotToday");
    }

    private sealed class LeavesItToBase : FrostingTask<NotingContext>
    {
        public override bool ShouldRun(NotingContext context) => base.ShouldRun(context);

        public override void Run(NotingContext context) => context.Note("LeavesItToBase");
    }

    [IsDependentOn(typeof(LeavesItToBase))]
    private sealed class AfterLeavesItToBase : AsyncFrostingTask<NotingContext>
    {
        public override bool ShouldRun(NotingContext context) => base.ShouldRun(context);

        public override Task RunAsync(NotingContext context)
        {
            context.Note("AfterLeavesItToBase");
            return base.RunAsync(context);
        }
    }

    private sealed class Umbrella : FrostingTask;

    [ContinueOnError]
    private sealed class Tolerated : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("tolerated");
    }

    [IsDependentOn(typeof(Tolerated))]
    private sealed class AfterTolerated : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("AfterTolerated");
    }

    [ContinueOnError]
    private sealed class TwiceHandled : FrostingTask
    {
        public override void OnError(Exception exception, ICakeContext context) => throw exception;
    }

    private sealed class Handled : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => throw new InvalidOperationException("broken");

        public override void OnError(Exception exception, NotingContext context) =>
            context.Note("handled: " + exception.Message);

        public override void Finally(NotingContext context) => context.Note("finally");
    }

    private sealed class Rethrown : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("bad");

        public override void OnError(Exception exception, ICakeContext context) =>
            throw new CakeException(9, "worse", exception);
    }

    private sealed class Tidy : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note("Tidy");

        public override void Finally(NotingContext context) => context.Note("finally");
    }

    private sealed class Untidy : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => throw new InvalidOperationException("untidy");

        public override void Finally(NotingContext context) => context.Note("finally after failure");
    }

    private sealed class LastWord : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException(3, "first word");

        public override void Finally(ICakeContext context) => throw new CakeException(4, "last word");
    }

    private sealed class Slow : AsyncFrostingTask<NotingContext>
    {
        public override async Task RunAsync(NotingContext context)
        {
            await Task.Delay(20);
            context.Note("Slow");
        }

        public override void Finally(NotingContext context) => context.Note("slow finally");
    }

    [IsDependentOn(typeof(Slow))]
    private sealed class AfterSlow : AsyncFrostingTask<NotingContext>
    {
        public override bool ShouldRun(NotingContext context) => true;

        public override Task RunAsync(NotingContext context)
        {
            context.Note("AfterSlow");
            return Task.CompletedTask;
        }
    }

    private sealed class SlowFailure : AsyncFrostingTask<NotingContext>
    {
        public override async Task RunAsync(NotingContext context)
        {
            await Task.Yield();
            throw new TimeoutException("too slow");
        }

        public override void OnError(Exception exception, NotingContext context) =>
            context.Note("handled: " + exception.Message);
    }

    private abstract class Parent : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note(GetType().Name + " through its parent");
    }

    private sealed class Child : Parent;

    private sealed class Bare(Journal journal) : IFrostingTask
    {
        public Task RunAsync(ICakeContext context)
        {
            journal.Notes.Add("run");
            throw new InvalidOperationException("bare");
        }

        public bool ShouldRun(ICakeContext context)
        {
            journal.Notes.Add("asked");
            return true;
        }

        public void OnError(Exception exception, ICakeContext context) =>
            journal.Notes.Add("handled: " + exception.Message);

        public void Finally(ICakeContext context) => journal.Notes.Add("finally");
    }
}
