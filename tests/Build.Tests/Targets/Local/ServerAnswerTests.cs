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
        var lines = ServerAnswer.Parse("search 'kettle'", FakeServerHttp.Products).ToLines();
        Assert.Equal("search 'kettle' (cold: nothing is known about the user)", lines[0]);
        Assert.Equal(
            "   1  7     Steel kettle" + new string(' ', 34) + "Kitchen > Kettles" + new string(' ', 18) + "39.90     1.250",
            lines[1]
        );
        Assert.Equal("   2  0012  不锈钢保温杯" + new string(' ', 34) + "厨房 > 杯" + new string(' ', 21 + 11) + "   -0.500", lines[2]);
    }

    [Fact]
    public void Long_titles_are_cut_and_no_result_is_said()
    {
        var cut = new ServerAnswer("q", [new("1", new string('x', 90), new string('杯', 40), 1, 1)], Cold: false).ToLines()[1];
        Assert.Contains(new string('x', 43) + "…  ", cut);
        Assert.Contains("  " + new string('杯', 13) + "… ", cut);
        Assert.Equal(["q", "  (no products)"], new ServerAnswer("q", [], Cold: false).ToLines());
    }
}
