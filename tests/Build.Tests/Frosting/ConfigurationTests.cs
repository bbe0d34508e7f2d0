using Cake.Core.Diagnostics;
using Cake.Frosting;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class ConfigurationTests
{
    [Fact]
    public void Code_is_the_lowest_layer() =>
        Assert.Equal("code", Value(InCode()));

    [Fact]
    public void Environment_overrides_code() =>
        Assert.Equal("environment", Value(InEnvironment()));

    [Fact]
    public void The_file_overrides_the_environment() =>
        Assert.Equal("file", Value(InFile()));

    [Fact]
    public void The_command_line_overrides_the_file() =>
        Assert.Equal("line", Value(InFile(), "--shop_colour=line"));

    [Fact]
    public void Of_two_values_in_code_the_last_counts() =>
        Assert.Equal("later", Value(InCode().With(host => host.UseCakeSetting("SHOP_COLOUR", "later"))));

    [Fact]
    public void Tool_path_is_a_setting_like_any_other()
    {
        var inCode = new TestHost().Task<Shows>().With(host => host.SetToolPath("in/code"));
        Assert.Contains("tools: in/code", inCode.Run("--target=Shows").Notes);

        var onTheLine = new TestHost().Task<Shows>().With(host => host.SetToolPath("in/code"));
        Assert.Contains("tools: on/the/line", onTheLine.Run("--target=Shows", "--paths_tools=on/the/line").Notes);
    }

    [Fact]
    public void The_file_is_that_of_the_working_directory()
    {
        var host = new TestHost().Task<Shows>()
            .File("cake.config", "[Shop]\nColour=outer\n")
            .File("inner/cake.config", "[Shop]\nColour=inner\n");

        Assert.Equal("inner", Value(host, "--working=inner"));
    }

    [Fact]
    public void Verbosity_comes_from_the_option_else_the_configuration_else_is_normal()
    {
        Assert.Equal(nameof(Verbosity.Normal), Level(new TestHost().Task<Shows>()));
        Assert.Equal(nameof(Verbosity.Minimal), Level(Minimal()));
        Assert.Equal(nameof(Verbosity.Diagnostic), Level(Minimal(), "--verbosity=Diagnostic"));
        Assert.Equal(nameof(Verbosity.Quiet), Level(Minimal(), "-v", "q"));
        Assert.Equal(nameof(Verbosity.Verbose), Level(Minimal(), "--settings_verbosity=Verbose"));
        Assert.Equal(nameof(Verbosity.Quiet), Level(Minimal(), "--settings_verbosity=Verbose", "--verbosity=Quiet"));
    }

    private static TestHost InCode() =>
        new TestHost().Task<Shows>().With(host => host.UseCakeSetting("Shop_Colour", "code"));

    private static TestHost InEnvironment() => InCode().Environment("CAKE_SHOP_COLOUR", "environment");

    private static TestHost InFile() =>
        InEnvironment().File("cake.config", "; a comment\n[Shop]\nColour=file\n");

    private static TestHost Minimal() =>
        new TestHost().Task<Shows>().File("cake.config", "[Settings]\nVerbosity=Minimal\n");

    private static string Value(TestHost host, params string[] args) => Note(host, "value: ", args);

    private static string Level(TestHost host, params string[] args) => Note(host, "verbosity: ", args);

    private static string Note(TestHost host, string start, string[] args)
    {
        var run = host.Run(["--target=Shows", .. args]);
        Assert.Equal(0, run.ExitCode);
        return Assert.Single(run.Notes, note => note.StartsWith(start, StringComparison.Ordinal))[start.Length..];
    }

    private sealed class Shows : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context)
        {
            context.Note("value: " + context.Configuration.GetValue("Shop_Colour"));
            context.Note("tools: " + context.Configuration.GetValue("Paths_Tools"));
            context.Note("verbosity: " + context.Log.Verbosity);
        }
    }
}
