using System.Globalization;
using Recsys.Contracts.Text;
using Xunit;

namespace Recsys.Contracts.Tests;

public sealed class IsoTimeTests
{
    [Theory]
    [InlineData("2026-05-01", "2026-05-01T00:00:00.000")]
    [InlineData("2026-05-01T08:30", "2026-05-01T08:30:00.000")]
    [InlineData("2026-05-01 08:30:15", "2026-05-01T08:30:15.000")]
    [InlineData("2026-05-01T08:30:15Z", "2026-05-01T08:30:15.000")]
    [InlineData("2026-05-01T08:30:15.25+08:00", "2026-05-01T00:30:15.250")]
    public void Times_without_a_zone_are_UTC(string text, string utc)
    {
        Assert.True(IsoTime.TryParse(text, out var time));
        Assert.Equal(utc, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01/05/2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-05-01T25:00")]
    [InlineData("2026-05-01Z later")]
    public void Anything_else_is_refused(string text) => Assert.False(IsoTime.TryParse(text, out _));
}
