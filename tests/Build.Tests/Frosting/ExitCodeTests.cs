using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(255, 255)]
    [InlineData(0, 1)]
    [InlineData(256, 1)]
    [InlineData(-1, 1)]
    public void A_cake_exception_brings_its_own_code_as_far_as_a_shell_can_tell(int code, int expected) =>
        AssertFails(new CakeException(code, "told so"), expected);

    [Fact]
    public void Any_other_exception_is_1() => AssertFails(new TimeoutException("told so"), 1);

    [Fact]
    public void An_aggregate_gives_the_code_of_the_first_cake_exception_inside() =>
        AssertFails(new AggregateException(new TimeoutException("told so"), new CakeException(6, "and so")), 6);

    [Fact]
    public void A_message_may_hold_braces() => AssertFails(new CakeException(5, "{told so} {0}"), 5, "{told so} {0}");

    [Theory]
    [InlineData("Deplyo", "The target 'Deplyo' was not found. Did you mean 'Deploy'?")]
    [InlineData("deploi", "The target 'deploi' was not found. Did you mean 'Deploy'?")]
    [InlineData("Undeplo", "The target 'Undeplo' was not found. Did you mean 'Undeploy'?")]
    [InlineData("eDploy", "The target 'eDploy' was not found. Did you mean 'Deploy'?")]
    [InlineData("Undelpoy", "The target 'Undelpoy' was not found. Did you mean 'Undeploy'?")]
    [InlineData("Deplyoo", "The target 'Deplyoo' was not found. Did you mean 'Deploy'?")]
    [InlineData("Undeployy", "The target 'Undeployy' was not found. Did you mean 'Undeploy'?")]
    [InlineData("Depxxy", "The target 'Depxxy' was not found. Did you mean 'Deploy'?")]
    [InlineData("Dexxxy", "The target 'Dexxxy' was not found.")]
    [InlineData("Pedloy", "The target 'Pedloy' was not found. Did you mean 'Deploy'?")]
    [InlineData("G", "The target 'G' was not found. Did you mean 'Go'?")]
    [InlineData("Weather", "The target 'Weather' was not found.")]
    public void An_unknown_target_names_the_nearest_task(string target, string message)
    {
        var run = new TestHost().Task<Undeploy>().Task<Deploy>().Task<Go>().Run("--target", target);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Error: " + message, run.Error.Trim());
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--exclusive")]
    public void An_unknown_target_is_found_out_in_every_mode_that_runs(string option)
    {
        var run = new TestHost().Task<Deploy>().Run("--target=Deplyo", option);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Did you mean 'Deploy'?", run.Error);
    }

    [Fact]
    public void A_failure_before_there_is_a_log_is_reported_all_the_same()
    {
        var run = new TestHost().Task<Deploy>()
            .With(host => host.ConfigureServices(services => services.AddSingleton<IConsole>(
                _ => throw new InvalidOperationException("no console"))))
            .Run("--target=Deploy");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no console", run.Error);
    }

    private static void AssertFails(Exception exception, int expected, string message = "told so")
    {
        var run = new TestHost().Task<Throws>()
            .With(host => host.ConfigureServices(services => services.AddSingleton(exception)))
            .Run("--target=Throws");

        Assert.Equal(expected, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    private sealed class Throws(Exception exception) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw exception;
    }

    private sealed class Deploy : FrostingTask;

    private sealed class Undeploy : FrostingTask;

    private sealed class Go : FrostingTask;
}
