using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Reports;
using Recsys.Testing.Judge;
using Xunit;
using Rows = Recsys.Testing.Judge.Rows;

namespace Recsys.Judge.Tests.Reports;

/// <summary>Who lost most in a slice, read from what Verify left.</summary>
public sealed class SliceExplanationTests : IDisposable
{
    private readonly Shop _shop = new();

    public SliceExplanationTests()
    {
        // u00 to u39: even ones are light. The reference finds everything first; the bundle finds u00's at rank 10, u02's at
        // rank 9 and so on, u20's and those of all odd users first as well.
        var rows = Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            Rows.Of(ScoreRow.Bundle, $"u{i:D2}", 1, [i % 2 == 0 && i < 20 ? 10 - i / 2 : 1], history: i % 2 == 0 ? 3 : 9),
            Rows.Of(ScoreRow.Reference, $"u{i:D2}", 1, [1], history: i % 2 == 0 ? 3 : 9),
        });
        Tsv.Write(Path.Combine(_shop.Layout.Verify, Tables.Scores), ScoreRow.Header, rows.Select(row => row.ToFields()));
        _shop.Verify();
    }

    public void Dispose() => _shop.Dispose();

    private string[] Lines(string slice) => [.. SliceExplanation.Lines(_shop.Layout, Shop.Settings, slice)];

    [Fact]
    public void The_ten_that_lost_most_come_with_what_they_were_shown_before_and_now()
    {
        var lines = Lines("light_users");
        Assert.Equal("recommend, slice light_users: 20 of 40 users", lines[0]);
        Assert.EndsWith("9 lost", lines[2], StringComparison.Ordinal);
        var named = lines.Where(line => line.Contains(": 1.0000 → ", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["u00", "u02", "u04", "u06", "u08", "u10", "u12", "u14", "u16"],
            named.Select(line => line.Trim().Split(' ')[1].TrimEnd(':'))
        );
        Assert.Equal("  1. u00: 1.0000 → 0.2891, 1 relevant, 3 events", named[0]);
        var first = Array.IndexOf(lines, named[0]);
        Assert.Contains("before: reference (fp32)", lines[first + 1], StringComparison.Ordinal);
        Assert.Matches("^    1 \\*Title 0 +Title 0$", lines[first + 2]);
        Assert.Matches("^   10  标题 9 +\\*标题 9$", lines[first + 11]);
    }

    [Fact]
    public void It_fits_80_columns_whatever_titles_and_queries_are() =>
        Assert.All(Lines("light_users"), line => Assert.InRange(TerminalText.Width(line), 0, 80));

    [Fact]
    public void Where_nobody_lost_it_says_so()
    {
        var lines = Lines("heavy_users");
        Assert.EndsWith("; 0 lost", lines[^1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void An_unknown_slice_names_the_nearest()
    {
        var message = Assert.Throws<SettingsException>(() => Lines("ligth_users")).Message;
        Assert.Contains("--explain-slice", message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'light_users'?", message, StringComparison.Ordinal);
    }
}
