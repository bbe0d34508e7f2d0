using System.Text.Json;

namespace Recsys.Server.Requests;

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
