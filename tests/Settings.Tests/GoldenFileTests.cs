using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Testing;
using Xunit;

namespace Recsys.Settings.Tests;

/// <summary>A golden file says clearly what it wants, or is refused.</summary>
public sealed class GoldenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private GoldenFile Read(string text) => GoldenFile.Read(_folder.Write("golden.json", text));

    [Fact]
    public void The_sample_s_own_file_is_sound_and_about_the_sample()
    {
        var file = GoldenFile.Read(Repository.At("golden.json"));
        Assert.Equal("sample", file.Source);
        Assert.InRange(file.Cases.Count, 10, 100);
    }

    [Fact]
    public void Every_member_is_read_and_comments_are_allowed()
    {
        var file = Read("""
            { // of the shop
              "cases": [ { "name": "n", "user": "u", "k": 7, "must": [ { "product": "1", "at_least": 1 }, { "title": "a|b" } ],
                           "must_not": [ { "category": "A > B" } ], } ] }
            """);
        var one = Assert.Single(file.Cases);
        Assert.Equal(("n", null, "u", 7), (one.Name, one.Query, one.User, one.K));
        Assert.Equal(["product 1", "title /a|b/"], one.Must.Select(match => match.ToString()));
        Assert.Equal("category A > B", Assert.Single(one.MustNot).ToString());
    }

    [Theory]
    [InlineData("{}", "cases: there is no case")]
    [InlineData("""{ "cases": null }""", "cases: there is no case")]
    [InlineData("""{ "cases": [ null ] }""", "cases[0]: it is null")]
    [InlineData("""{ "source": "books", "cases": [ CASE ] }""", "source: \"books\" is no data.source")]
    [InlineData("""{ "cases": [ CASE, CASE ] }""", "cases[1].name: \"n\" is the name of an earlier case")]
    [InlineData("""{ "cases": [ { "query": "q", "must": [ { "title": "t" } ] } ] }""", "cases[0].name: a case needs a name")]
    [InlineData("""{ "cases": [ { "name": "n", "must": [ { "title": "t" } ] } ] }""", "cases[0]: a case has either a query or a user")]
    [InlineData(
        """{ "cases": [ { "name": "n", "query": "q", "user": "u", "must": [ { "title": "t" } ] } ] }""",
        "cases[0]: a case has either a query or a user"
    )]
    [InlineData("""{ "cases": [ { "name": "n", "query": "q" } ] }""", "cases[0]: a case says something under must or must_not")]
    [InlineData(
        """{ "cases": [ { "name": "n", "query": "q", "k": 0, "must_not": [ { "title": "t" } ] } ] }""",
        "cases[0].k: 0 is not between 1 and 100"
    )]
    [InlineData(
        """{ "cases": [ { "name": "n", "query": "q", "must": [ { "title": "t", "product": "p" } ] } ] }""",
        "cases[0].must[0]: it names exactly one of"
    )]
    [InlineData("""{ "cases": [ { "name": "n", "query": "q", "must": [ {} ] } ] }""", "cases[0].must[0]: it names exactly one of")]
    [InlineData(
        """{ "cases": [ { "name": "n", "query": "q", "must": [ { "title": "(" } ] } ] }""",
        "cases[0].must[0].title: it is no usable pattern"
    )]
    [InlineData(
        """{ "cases": [ { "name": "n", "query": "q", "must": [ { "title": "t", "at_least": 11 } ] } ] }""",
        "cases[0].must[0].at_least: 11 is not between 1 and k"
    )]
    [InlineData(
        """{ "cases": [ { "name": "n", "query": "q", "must_not": [ { "title": "t", "at_least": 2 } ] } ] }""",
        "cases[0].must_not[0].at_least: what must not appear has no number"
    )]
    [InlineData("""{ "cases": [ { "name": "n", "qurey": "q" } ] }""", "qurey")]
    [InlineData("{", "is not readable")]
    [InlineData("", "is not readable")]
    [InlineData("null", "is not readable")]
    public void A_mistake_is_named_with_its_place(string text, string part)
    {
        var e = Assert.Throws<SettingsException>(() =>
            Read(text.Replace("CASE", """{ "name": "n", "query": "q", "must": [ { "title": "t" } ] }""", StringComparison.Ordinal))
        );
        Assert.Contains(part, e.Message);
        Assert.All(
            e.Mistakes,
            mistake =>
                Assert.Equal(
                    (_folder.At("golden.json"), true),
                    (mistake.Origin, mistake.Message.Contains("Remedy: ", StringComparison.Ordinal))
                )
        );
    }

    [Fact]
    public void A_missing_file_is_a_mistake() =>
        Assert.Contains(
            "there is no such file",
            Assert.Throws<SettingsException>(() => GoldenFile.HashOf(_folder.At("golden.json"))).Message
        );

    [Fact]
    public void The_path_starts_from_the_settings_file_and_where_it_lies_does_not_count()
    {
        using var shop = new Shop().File("shops/a.json", """{"verify": {"golden": "../golden.json"}}""");
        var settings = SettingsLoader.Load(shop.Request() with { File = "shops/a.json" });
        Assert.Equal(Path.Combine(shop.Root, "golden.json"), settings.Verify.Golden);
        Assert.Equal(SettingsHash.Of(settings.Verify), SettingsHash.Of(settings.Verify with { Golden = "/elsewhere/golden.json" }));
        Assert.Equal(SettingsHash.Of(settings), SettingsHash.Of(settings with { Verify = settings.Verify with { Golden = null } }));
    }
}
