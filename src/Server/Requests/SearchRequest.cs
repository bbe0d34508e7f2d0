using System.Text.Json;

namespace Recsys.Server.Requests;

/// <summary>The body of <c>/search</c>.</summary>
internal sealed record SearchRequest(string Query, int K, string? UserId)
{
    private static readonly string[] Names = ["query", "k", "user_id"];

    public static SearchRequest Parse(JsonElement root, FieldErrors errors)
    {
        var fields = new RequestObject(root, "", errors, Names);
        return new SearchRequest(fields.Text("query"), fields.Whole("k", 1, 100, missing: 10), fields.OptionalId("user_id"));
    }
}
