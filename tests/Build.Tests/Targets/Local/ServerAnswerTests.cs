using Recsys.Build.Reporting;
using Recsys.Build.Targets.Local;
using Recsys.Build.Tests.Testing;
using Xunit;

namespace Recsys.Build.Tests.Targets.Local;

public sealed class ServerAnswerTests
{
    [Fact]
    public void Ids_stay_as_the_shop_writes_them()
    {
        var answer = ServerAnswer.Parse("search", FakeServerHttp.Products);
        Assert.Equal(
            [new("7", "Steel kettle", "Kitchen > Kettles", 39.9, 1.25), new("0012", "不锈钢保温杯", "厨房 > 杯", null, -0.5)],
            answer.Results
        );
        Assert.True(answer.Cold);
    }

    [Fact]
    public void Columns_line_up_with_chinese_titles_too()
    {
        var lines = ServerAnswer.Parse("search 'kettle'", FakeServerHttp.Products).ToLines(80);
        Assert.Equal(
            [
                "search 'kettle' (cold: nothing is known about the user)",
                "  1  7     Steel kettle  Kitchen > Kettles  39.90   1.250",
                "  2  0012  不锈钢保温杯  厨房 > 杯                 -0.500",
            ],
            lines
        );
    }

    [Fact]
    public void Long_titles_are_broken_on_a_terminal_and_whole_elsewhere_and_no_result_is_said()
    {
        var answer = new ServerAnswer("q", [new("1", new string('x', 90), new string('杯', 40), 1, 1)], Cold: false);
        Assert.True(answer.ToLines(80).Count > 2);
        Assert.Equal($"  1  1  {new string('x', 90)}  {new string('杯', 40)}  1.00  1.000", answer.ToLines(TableText.Endless)[1]);
        Assert.Equal(["q", "  (no products)"], new ServerAnswer("q", [], Cold: false).ToLines(80));
    }
}
