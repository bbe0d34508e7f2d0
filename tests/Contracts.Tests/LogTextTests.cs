using CsCheck;
using Recsys.Contracts.Text;
using Xunit;

namespace Recsys.Contracts.Tests;

/// <summary>No text of a shop gives orders to who reads the log.</summary>
public sealed class LogTextTests
{
    [Theory]
    [InlineData("Red Kettle 1.7 l", "Red Kettle 1.7 l")]
    [InlineData("不锈钢保温杯", "不锈钢保温杯")]
    [InlineData("a::b and C# ## heading", "a::b and C# ## heading")]
    [InlineData("::error title=x::you lost", ": :error title=x::you lost")]
    [InlineData("fine\n  ::set-output name=a::b", "fine\n  : :set-output name=a::b")]
    [InlineData("x ##vso[task.setvariable variable=a]b", "x ##vso [task.setvariable variable=a]b")]
    [InlineData("##teamcity[buildProblem]", "##teamcity [buildProblem]")]
    [InlineData("##[error]no", "## [error]no")]
    [InlineData("nul\0 bell\a escape\u001b[31m red", "nul\uFFFD bell\uFFFD escape\uFFFD[31m red")]
    public void Orders_are_broken_and_everything_else_stays(string text, string neutral) => Assert.Equal(neutral, LogText.Neutral(text));

    [Fact]
    public void Nothing_that_comes_out_gives_an_order_and_a_second_pass_changes_nothing() =>
        Gen.String[
            Gen.OneOf(Gen.Char, Gen.Const(':'), Gen.Const('#'), Gen.Const('['), Gen.Const('\n'), Gen.Const('\0'), Gen.Const('v')),
            0,
            60
        ]
            .Sample(text =>
            {
                var neutral = LogText.Neutral(text);
                Assert.Equal(neutral, LogText.Neutral(neutral));
                Assert.DoesNotContain(neutral, letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'));
                Assert.DoesNotMatch(@"##[A-Za-z]*\[", neutral);
                Assert.DoesNotContain(neutral.Split('\n', '\r'), line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
            });

    [Fact]
    public void A_writer_makes_its_lines_neutral_also_across_writes()
    {
        var written = new StringWriter();
        using (var writer = new NeutralWriter(written))
        {
            writer.Write(":");
            writer.WriteLine(":error::x");
            writer.Write("##vso");
            writer.Write("[a]");
        }
        Assert.Equal(": :error::x" + Environment.NewLine + "##vso [a]", written.ToString());
    }
}
