using Recsys.Judge.Reports;
using Xunit;

namespace Recsys.Judge.Tests.Reports;

public sealed class GateOriginsTests
{
    private static IReadOnlyList<string> Changes(string before, string now) =>
        GateOrigins.Changes(
            new Dictionary<string, string> { ["lead"] = before },
            new Dictionary<string, string> { ["lead"] = now, ["new"] = "recsys.json:9" },
            "for the champion"
        );

    [Fact]
    public void Another_source_is_said_and_a_line_that_moved_is_not()
    {
        Assert.Equal(
            ["gate 'lead' came from recsys.json:5 for the champion, and comes from "
                + "RECSYS__VERIFY__GATES__LEAD__AT_LEAST, recsys.json:7 now"],
            Changes("recsys.json:5", "RECSYS__VERIFY__GATES__LEAD__AT_LEAST, recsys.json:7")
        );
        Assert.Empty(Changes("recsys.json:5", "recsys.json:7"));
        Assert.Empty(Changes("A, recsys.json:5", "A, recsys.json:7"));
        Assert.NotEmpty(Changes("recsys.json:5", "other.json:5"));
    }
}
