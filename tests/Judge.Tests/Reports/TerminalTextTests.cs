using System.Text;
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

    /// <summary>First and last character of each wide block.</summary>
    [Theory]
    [InlineData(0x1100, 0x115F)]
    [InlineData(0x2E80, 0xA4CF)]
    [InlineData(0xAC00, 0xD7A3)]
    [InlineData(0xF900, 0xFAFF)]
    [InlineData(0xFE30, 0xFE6F)]
    [InlineData(0xFF00, 0xFF60)]
    [InlineData(0xFFE0, 0xFFE6)]
    [InlineData(0x20000, 0x3FFFD)]
    public void A_wide_block_takes_two_columns_a_character_and_what_is_beside_it_one(int first, int last) =>
        Assert.Equal(
            [1, 2, 2, 1],
            new[] { first - 1, first, last, last + 1 }.Select(code => TerminalText.Width(new Rune(code).ToString()))
        );
}
