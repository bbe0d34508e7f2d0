using System.Net;
using System.Text.Json;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

public class ClassifyTests(SharedServers servers)
{
    private readonly HttpClient _client = servers.Integers.Public;

    private static string Body(string title, string? description = null) => JsonSerializer.Serialize(new { title, description });

    [Fact]
    public async Task A_reply_has_the_documented_shape()
    {
        var reply = await _client.PostAsync("/classify", """{"title":"无线 Keyboard Silver 256GB"}""");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(["category", "tags", "reason", "bundle", "took_ms"], reply.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonValueKind.Null, reply.Json.GetProperty("reason").ValueKind);
        Assert.Equal(["Silver", "256GB"], reply.Json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.StartsWith("sha256:", reply.Json.GetProperty("bundle").GetString(), StringComparison.Ordinal);
        var levels = reply.Json.GetProperty("category").EnumerateArray().ToArray();
        Assert.Equal(["Computers", "Computers > Keyboards"], levels.Select(level => level.GetProperty("path").GetString()));
        Assert.All(levels, level => Assert.Equal(["path", "probability"], level.EnumerateObject().Select(property => property.Name)));
        AssertProbabilities(levels);
    }

    [Theory]
    [InlineData("🫖🎉👩‍👩‍👧")]
    [InlineData("… !?")]
    public async Task A_title_that_says_nothing_has_no_category_and_says_so(string title)
    {
        var reply = await _client.PostAsync("/classify", Body(title));
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(0, reply.Json.GetProperty("category").GetArrayLength());
        Assert.Equal(0, reply.Json.GetProperty("tags").GetArrayLength());
        Assert.Equal("no_text", reply.Json.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_shop_without_categories_says_so()
    {
        var reply = await servers.Texts.Public.PostAsync("/classify", Body("keyboard"));
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(0, reply.Json.GetProperty("category").GetArrayLength());
        Assert.Equal("no_categories", reply.Json.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Ten_thousand_characters_are_classified()
    {
        foreach (
            var title in (string[])
                [
                    string.Concat(Enumerable.Repeat("键盘 keyboard ", 800)),
                    new string('a', 10_000),
                    string.Concat(Enumerable.Repeat("😀", 5000)) + "键盘",
                ]
        )
        {
            var reply = await _client.PostAsync("/classify", Body(title, "键盘"));
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            AssertProbabilities([.. reply.Json.GetProperty("category").EnumerateArray()]);
        }
    }

    [Fact]
    public async Task The_description_is_read_too()
    {
        async Task<string> Category(string title, string? description) =>
            (await _client.PostAsync("/classify", Body(title, description))).Json.GetProperty("category").GetRawText();
        Assert.Equal(await Category("one two", null), await Category("one", "two"));
        Assert.NotEqual(await Category("one", null), await Category("one", "two"));
    }

    [Theory]
    [InlineData("""{}""", "title")]
    [InlineData("""{"title":null}""", "title")]
    [InlineData("""{"title":""}""", "title")]
    [InlineData("""{"title":" \t　"}""", "title")]
    [InlineData("""{"title":7}""", "title")]
    [InlineData("""{"title":"\ud800"}""", "title")]
    [InlineData("""{"title":"a","description":7}""", "description")]
    [InlineData("""{"title":"a","description":"\ud800"}""", "description")]
    [InlineData("""{"title":"a","k":3}""", "k")]
    [InlineData("""[]""", "body")]
    public async Task The_field_at_fault_is_named(string body, string field) =>
        Assert.Equal([field], (await _client.PostAsync("/classify", body)).AssertProblem(HttpStatusCode.BadRequest));

    private static void AssertProbabilities(JsonElement[] levels)
    {
        var probabilities = levels.Select(level => level.GetProperty("probability").GetDouble()).ToArray();
        Assert.NotEmpty(probabilities);
        Assert.All(probabilities, probability => Assert.InRange(probability, 0.000001, 1));
        Assert.Equal(probabilities.OrderDescending(), probabilities);
    }
}
