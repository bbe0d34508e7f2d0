using System.Text.RegularExpressions;
using Recsys.Engine.Matching;
using Xunit;

namespace Recsys.Engine.Tests.Matching;

public sealed partial class MatchFeaturesTests
{
    [Fact]
    public void The_documentation_lists_the_features_in_their_order()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Recsys.sln"))) folder = Path.GetDirectoryName(folder)!;
        var page = File.ReadAllText(Path.Combine(folder, "docs", "artifacts.md"));
        var table = page[page.IndexOf("A product's score for a query is", StringComparison.Ordinal)..];
        Assert.Equal(MatchFeatures.Names, Row().Matches(table).Select(row => row.Groups[1].Value).Take(MatchFeatures.Names.Count));
    }

    [Fact]
    public void Names_are_distinct_and_defaults_are_of_them()
    {
        Assert.Distinct(MatchFeatures.Names);
        Assert.Empty(MatchFeatures.Default.Weights.Keys.Except(MatchFeatures.Names));
        Assert.Equal(1, MatchFeatures.Default.Weights["bm25"]);
    }

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
