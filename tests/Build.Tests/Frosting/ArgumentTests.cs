using Cake.Common;
using Cake.Frosting;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

[Collection(HostCollection.Name)]
public sealed class ArgumentTests
{
    [Fact]
    public void A_value_follows_an_equals_sign_or_a_space()
    {
        Assert.Equal(["shop"], Read("--name=shop"));
        Assert.Equal(["shop"], Read("--name", "shop"));
        Assert.Equal(["shop"], Read("--", "--name=shop"));
    }

    [Fact]
    public void Names_ignore_case() => Assert.Equal(["shop"], Read("--NAME=shop"));

    [Fact]
    public void Repeated_values_keep_their_order() => Assert.Equal(["a", "b"], Read("--name=a", "--name=b"));

    [Fact]
    public void The_last_of_repeated_values_is_the_one()
    {
        var run = new TestHost().Task<ReadsOne>().Run("--target=ReadsOne", "--name=a", "--name=b");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["b"], run.Notes);
    }

    [Fact]
    public void A_flag_is_there_without_a_value()
    {
        var run = new TestHost().Task<ReadsOne>().Run("--target=ReadsOne", "--flag");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["default", "flag"], run.Notes);
    }

    [Fact]
    public void The_target_is_an_argument_too()
    {
        Assert.Equal(["ReadsTarget"], new TestHost().Task<ReadsTarget>().Run("-t", "ReadsTarget").Notes);
        Assert.Equal(["Default"], new TestHost().Task<Default>().Run().Notes);
    }

    [Theory]
    [InlineData("--n=5")]
    [InlineData("--a.b=1")]
    [InlineData("--empty=")]
    [InlineData("word")]
    [InlineData("--version=1.2.3")]
    [InlineData("--verbosity=Loud")]
    public void What_the_parser_refuses_ends_with_255(string argument)
    {
        var run = new TestHost().Task<Default>().Run(argument);

        Assert.Equal(255, run.ExitCode);
        Assert.Contains("Error:", run.All);
        Assert.Empty(run.Notes);
    }

    private static IReadOnlyList<string> Read(params string[] args)
    {
        var run = new TestHost().Task<ReadsAll>().Run(["--target=ReadsAll", .. args]);
        Assert.Equal(0, run.ExitCode);
        return run.Notes;
    }

    private sealed class ReadsAll : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context)
        {
            foreach (var value in context.Arguments<string>("name", "default"))
            {
                context.Note(value);
            }
        }
    }

    private sealed class ReadsOne : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context)
        {
            context.Note(context.Argument("name", "default"));
            if (context.HasArgument("flag"))
            {
                context.Note(context.Argument("flag", "flag"));
            }
        }
    }

    private sealed class ReadsTarget : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note(context.Argument<string>("target"));
    }

    private sealed class Default : FrostingTask<NotingContext>
    {
        public override void Run(NotingContext context) => context.Note(context.Argument<string>("target"));
    }
}
