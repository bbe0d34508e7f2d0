using System.Net;
using System.Text.RegularExpressions;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public partial class PageTests(SharedServers servers)
{
    private readonly HttpClient _client = servers.Integers.Public;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/page.css", "text/css")]
    [InlineData("/page.js", "text/javascript")]
    public async Task The_page_is_served_by_the_program_and_runs_nothing_from_elsewhere(string path, string type)
    {
        var reply = await Http.GetAsync(_client, path);
        Assert.Equal((HttpStatusCode.OK, type), (reply.Status, reply.MediaType));
        var policy = reply.Message.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href|import|fetch)[^\n]*https?://", reply.Text);
    }

    [Fact]
    public async Task Every_text_of_the_page_is_there_in_both_languages_and_every_part_that_the_script_asks_for()
    {
        var (page, script) = ((await Http.GetAsync(_client, "/")).Text, (await Http.GetAsync(_client, "/page.js")).Text);
        var (english, chinese) = (Keys(script, "en"), Keys(script, "zh"));
        Assert.Equal(english.Order(), chinese.Order());
        Assert.Subset(english, DataText().Matches(page).Select(match => match.Groups[1].Value).ToHashSet());
        var ids = Id().Matches(page).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Subset(ids, Asked().Matches(script).Select(match => match.Groups[1].Value).ToHashSet());
    }

    private static HashSet<string> Keys(string script, string language)
    {
        var block = Regex.Match(script, $@"\n  {language}: \{{\n(.*?)\n  \}}", RegexOptions.Singleline).Groups[1].Value;
        return [.. Regex.Matches(block, @"(?:^|, |\n)\s*(\w+): (?=['(`\w])").Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("data-text=\"(\\w+)\"")]
    private static partial Regex DataText();

    [GeneratedRegex(" id=\"([\\w-]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex(@"\$\('([\w-]+)'\)")]
    private static partial Regex Asked();
}
