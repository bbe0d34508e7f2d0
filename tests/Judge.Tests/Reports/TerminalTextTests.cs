using Recsys.Judge.Reports;
using Xunit;

namespace Recsys.Judge.Tests.Reports;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("red", 6, "red   ")]
    [InlineData("red kettle", 10, "red kettle")]
    [InlineData("red kettle", 6, "red k…")]
    [InlineData("不锈钢", 6, "不锈钢")]
    [InlineData("不锈钢保温杯", 6, "不锈… ")]
    [InlineData("不锈钢保温杯", 7, "不锈钢…")]
    [InlineData("", 3, "   ")]
    public void Text_takes_exactly_its_columns(string text, int width, string fitted)
    {
        Assert.Equal(fitted, TerminalText.Fit(text, width));
        Assert.Equal(width, TerminalText.Width(fitted));
    }
}
