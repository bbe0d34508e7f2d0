using Cake.Frosting;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class WorkingDirectoryTests
{
    [Fact]
    public void It_is_where_the_build_was_started_unless_told_otherwise() =>
        Assert.Equal(".", WhereIs(Shop()));

    [Fact]
    public void Code_chooses_it_relative_to_the_start_and_the_last_choice_counts() =>
        Assert.Equal("b", WhereIs(Shop().With(host => host.UseWorkingDirectory("a").UseWorkingDirectory("b"))));

    [Theory]
    [InlineData("-w")]
    [InlineData("--working")]
    public void The_command_line_overrides_code(string option) =>
        Assert.Equal("a", WhereIs(Shop().With(host => host.UseWorkingDirectory("b")), option, "a"));

    [Fact]
    public void A_missing_one_is_an_error()
    {
        var run = Shop().Run("--target=Where", "--working=nowhere");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not exist", run.Error);
        Assert.Empty(run.Notes);
    }

    private static TestHost Shop() => new TestHost().Task<Where>().File("a/x", "").File("b/x", "");

    private static string WhereIs(TestHost host, params string[] args)
    {
        var run = host.Run(["--target=Where", .. args]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Notes.Count);
        Assert.Equal(run.Notes[0], run.Notes[1]);
        return Path.GetRelativePath(run.Directory, run.Notes[0]);
    }

    private sealed class Where : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context)
        {
            context.Note(Path.GetFullPath(context.Environment.WorkingDirectory.FullPath));
            context.Note(Directory.GetCurrentDirectory());
        }
    }
}
