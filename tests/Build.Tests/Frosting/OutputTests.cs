using Cake.Common.Diagnostics;
using Cake.Core;
using Cake.Frosting;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class OutputTests
{
    private const string Escape = "\u001b[";

    [Fact]
    public void Errors_go_to_the_error_stream_and_the_rest_to_the_other()
    {
        var run = Speaker().Run("--target=Speaks");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("an error", run.Error);
        Assert.DoesNotContain("an error", run.Output);
        Assert.Contains("a warning", run.Output);
        Assert.Contains("a fact", run.Output);
        Assert.DoesNotContain("a detail", run.All);
    }

    [Fact]
    public void Quiet_leaves_errors_and_the_summary()
    {
        var run = Speaker().Run("--target=Speaks", "--verbosity=Quiet");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("an error", run.Error);
        Assert.Contains("Duration", run.Output);
        Assert.DoesNotContain("a warning", run.All);
        Assert.DoesNotContain("a fact", run.All);
    }

    [Fact]
    public void Diagnostic_says_everything() =>
        Assert.Contains("a detail", Speaker().Run("--target=Speaks", "--verbosity=Diagnostic").Output);

    [Theory]
    [InlineData("--no-report")]
    [InlineData("--settings_noreport=true")]
    public void A_run_that_succeeds_leaves_the_summary_out_when_told_to(string argument)
    {
        Assert.Contains("Duration", Speaker().Run("--target=Speaks").Output);
        Assert.DoesNotContain("Duration", Speaker().Run("--target=Speaks", argument).Output);
    }

    [Fact]
    public void A_failed_run_prints_the_summary_even_when_told_not_to()
    {
        var run = new TestHost().Task<Fails>().Run("--target=Fails", "--no-report");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Failed", run.Output);
    }

    [Fact]
    public void A_pipe_gets_no_colour_codes_whatever_the_terminal_can_show()
    {
        Assert.SkipUnless(Console.IsOutputRedirected, "Standard output is a terminal here, which may have its colours.");

        var run = OnColourTerminal().Run("--target=Speaks");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(Escape, run.All);
    }

    [Theory]
    [InlineData("GITHUB_ACTION", "run")]
    [InlineData("TF_BUILD", "True")]
    [InlineData("TEAMCITY_VERSION", "2024.12 (build 174331)")]
    public void A_build_server_that_shows_colours_gets_them(string variable, string value)
    {
        var run = OnColourTerminal().Environment(variable, value).Run("--target=Speaks");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(Escape, run.All);
    }

    [Fact]
    public void No_colour_is_honoured_everywhere()
    {
        var run = OnColourTerminal()
            .Environment("GITHUB_ACTION", "run").Environment("NO_COLOR", "1")
            .Run("--target=Speaks");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(Escape, run.All);
    }

    [Fact]
    public void Tasks_and_their_tools_see_the_true_environment()
    {
        var run = OnColourTerminal().Task<ShowsEnvironment>().Run("--target=ShowsEnvironment");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["NO_COLOR: none"], run.Notes);
    }

    private static TestHost Speaker() => new TestHost().Task<Speaks>();

    private static TestHost OnColourTerminal() => Speaker()
        .Environment("TERM", "xterm-256color")
        .Environment("NO_COLOR", null)
        .Environment("GITHUB_ACTION", null)
        .Environment("TF_BUILD", null)
        .Environment("TEAMCITY_VERSION", null);

    private sealed class Speaks : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            context.Error("an error");
            context.Warning("a warning");
            context.Information("a fact");
            context.Debug("a detail");
        }
    }

    private sealed class Fails : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("failed");
    }

    private sealed class ShowsEnvironment : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) =>
            context.Note("NO_COLOR: " + (context.Environment.GetEnvironmentVariable("NO_COLOR") ?? "none"));
    }
}
