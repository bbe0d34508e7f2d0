using Recsys.Contracts.Judging;
using Recsys.Engine;
using Recsys.Engine.Catalogues;
using Recsys.Model.Checks;
using Recsys.Model.Proposals;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Proposals;

/// <summary>A first golden file: what a customer would expect of the best sellers, whatever the search answers.</summary>
[Collection(TinyShop.Collection)]
public sealed class GoldenProposalTests(TinyShop shop) : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Product[] Products(params (string Title, string Category, long Bought)[] rows) =>
        [.. rows.Select((row, i) => new Product(i, $"P{i}", row.Title, row.Category, null, row.Bought))];

    private static List<GoldenCase> Cases(params (string Title, string Category, long Bought)[] rows) =>
        [.. GoldenProposal.Of(Products(rows)).SelectMany(group => group.Cases)];

    [Fact]
    public void Whoever_types_the_word_for_a_kind_sees_the_one_that_is_bought_most()
    {
        var cases = Cases(
            ("Chocolate Milk 1L", "", 5),
            ("2% Milk", "", 500),
            ("Milk, 12 oz", "", 50),
            ("Gift basket", "", 900),
            ("Gift card", "", 1)
        );
        var milk = Assert.Single(cases, one => one.Name == "kind: milk");
        Assert.Equal("milk", milk.Query);
        Assert.Equal((@"\bmilk\b", 3), (milk.Must[0].Title, milk.Must[0].AtLeast));
        Assert.Equal("P1", milk.Must[1].Product);
        // A word of one product or two is no kind.
        Assert.Single(cases, one => one.Name.StartsWith("kind: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Endings_that_titles_share_are_words_where_words_are_not_spaced()
    {
        var cases = Cases(("联想轻薄笔记本电脑 14寸", "", 9), ("华为笔记本电脑", "", 5), ("游戏笔记本电脑 2024", "", 3), ("咖啡豆", "", 1));
        var kind = Assert.Single(cases, one => one.Name.StartsWith("kind: ", StringComparison.Ordinal));
        Assert.Equal("笔记本电脑", kind.Query);
    }

    [Fact]
    public void Popular_categories_and_titles_are_cases_and_a_title_of_two_products_is_none()
    {
        var cases = Cases(
            ("Kettle", "Kitchen > Kettles", 9),
            ("Red kettle", "Kitchen > Kettles", 3),
            ("Twin", "Toys", 99),
            ("TWIN", "Toys", 99)
        );
        Assert.Equal(["category: Toys", "category: Kitchen > Kettles"], cases.Take(2).Select(one => one.Name));
        Assert.Equal(("Kettles", "Kitchen > Kettles", 2), (cases[1].Query, cases[1].Must[0].Category, cases[1].Must[0].AtLeast));
        Assert.Equal(
            ["title: P0", "title: P1"],
            cases.Select(one => one.Name).Where(name => name.StartsWith("title", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void The_file_can_be_read_again_whatever_the_titles_and_says_of_each_case_whether_it_holds()
    {
        var groups = GoldenProposal
            .Of(Products(("a\"b\\ */ // \u2028 [x](y)", "c: \"d\" > 标题", 1), ("plain", "", 1)))
            .Select(group =>
                (group.Title, (IReadOnlyList<(GoldenCase, string?)>)[.. group.Cases.Select((one, i) => (one, i == 0 ? "no\nline" : null))])
            )
            .ToList();
        File.WriteAllText(_folder["golden.json"], GoldenText.Of("tables", groups));
        var read = GoldenFile.Read(_folder["golden.json"]);
        Assert.Equal("tables", read.Source);
        Assert.Equal(groups.SelectMany(group => group.Item2).Select(one => one.Item1.Query), read.Cases.Select(one => one.Query));
        Assert.Contains("// NOT TODAY: no line\n", File.ReadAllText(_folder["golden.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_verb_writes_a_file_that_says_the_truth_about_the_bundle_and_never_overwrites_one()
    {
        var file = _folder["golden.json"];
        string[] call = ["golden", "--settings", shop.SettingsFile, "--bundle", shop.Bundle, "--out", file];
        Tool.Succeed(call);
        var text = File.ReadAllText(file);
        var cases = GoldenFile.Read(file).Cases;
        Assert.InRange(cases.Count, 10, 25);
        using var engine = RecsysEngine.Open(shop.Bundle);
        Assert.Equal(
            cases.Count(one => GoldenQueries.Problem(engine, null, one) is null),
            text.Split("// holds today").Length - 1
        );
        var again = Tool.Run(call);
        Assert.Equal(1, again.Code);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(file));
    }
}
