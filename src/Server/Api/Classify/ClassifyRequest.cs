using System.Text.Json;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Classify;

/// <summary>The body of <c>/classify</c>.</summary>
internal sealed record ClassifyRequest(string Title, string? Description)
{
    private static readonly string[] Names = ["title", "description"];

    public static ClassifyRequest Parse(JsonElement root, FieldErrors errors)
    {
        var fields = new RequestObject(root, "", errors, Names);
        return new ClassifyRequest(fields.Text("title"), fields.OptionalText("description"));
    }
}
