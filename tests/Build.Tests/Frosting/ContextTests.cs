using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class ContextTests
{
    [Fact]
    public void A_context_is_built_from_registered_services_and_shared_by_all()
    {
        var run = new TestHost().Task<WritesPrice>().Task<ReadsPrice>()
            .With(host => host.ConfigureServices(services => services.AddSingleton(TimeProvider.System)))
            .With(host => host.UseContext<PriceContext>())
            .Run("--target=ReadsPrice");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["42 by SystemTimeProvider"], run.Notes);
    }

    [Fact]
    public void Without_a_choice_the_context_is_the_plain_one()
    {
        var run = new TestHost().Task<NamesItsContext>()
            .With(host => host.UseContext<FrostingContext>())
            .Run("--target=NamesItsContext");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["FrostingContext"], run.Notes);
    }

    [Fact]
    public void The_plain_context_can_be_asked_for_beside_the_chosen_one()
    {
        var run = new TestHost().Task<AsksForThePlainContext>().Run("--target=AsksForThePlainContext");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["FrostingContext beside NotingContext"], run.Notes);
    }

    [Fact]
    public void A_task_for_another_kind_of_context_is_left_out_with_a_warning()
    {
        var run = new TestHost().Task<WritesPrice>().Task<NamesItsContext>().Run("--target=NamesItsContext");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["NotingContext"], run.Notes);
        Assert.Contains("WritesPrice", run.Output);
        Assert.Contains("cannot be used since the context isn't convertible to", run.Output);
    }

    [Fact]
    public void A_task_left_out_is_an_unknown_target()
    {
        var run = new TestHost().Task<WritesPrice>().Task<NamesItsContext>().Run("--target=WritesPrice");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The target 'WritesPrice' was not found.", run.Error);
        Assert.Empty(run.Notes);
    }

    [Fact]
    public void A_task_for_a_base_of_the_context_is_welcome()
    {
        var run = new TestHost().Task<ForAnyFrostingContext>().Run("--target=ForAnyFrostingContext");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["ran"], run.Notes);
    }

    [Fact]
    public void A_constructor_that_throws_is_reported()
    {
        var run = new TestHost().Task<NamesItsContext>()
            .With(host => host.UseContext<Broken>())
            .Run("--target=NamesItsContext");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot be built", run.Error);
        Assert.Empty(run.Notes);
    }

    [Fact]
    public void A_disposable_context_is_disposed_after_the_run()
    {
        var run = new TestHost().Task<NamesItsContext>()
            .With(host => host.UseContext<Disposable>())
            .Run("--target=NamesItsContext");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Disposable", "disposed"], run.Notes);
    }

    private sealed class PriceContext(ICakeContext context, TimeProvider time, Journal journal) : FrostingContext(context)
    {
        public int Price { get; set; }

        public void Show() => journal.Notes.Add($"{Price} by {time.GetType().Name}");
    }

    private sealed class WritesPrice : FrostingTask<PriceContext>
    {
        public override void Run(PriceContext context) => context.Price = 42;
    }

    [IsDependentOn(typeof(WritesPrice))]
    private sealed class ReadsPrice : FrostingTask<PriceContext>
    {
        public override void Run(PriceContext context) => context.Show();
    }

    private sealed class NamesItsContext(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Notes.Add(context.GetType().Name);
    }

    private sealed class AsksForThePlainContext(FrostingContext plain, Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            journal.Notes.Add($"{plain.GetType().Name} beside {context.GetType().Name}");
    }

    private sealed class ForAnyFrostingContext(Journal journal) : FrostingTask<FrostingContext>
    {
        public override void Run(FrostingContext context) => journal.Notes.Add("ran");
    }

    private sealed class Broken : FrostingContext
    {
        public Broken(ICakeContext context)
            : base(context) =>
            throw new InvalidOperationException("cannot be built");
    }

    private sealed class Disposable(ICakeContext context, Journal journal) : FrostingContext(context), IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            journal.Notes.Add("disposed");
            return ValueTask.CompletedTask;
        }
    }
}
