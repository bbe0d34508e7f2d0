using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Classify;

/// <summary>The body of <c>/classify</c>.</summary>
internal sealed record ClassifyRequest(string Title, string? Description)
{
    private static readonly string[] Names = ["title", "description"];

    public static ClassifyRequest Parse(RequestValue root)
    {
        var fields = root.Fields(Names);
        return new ClassifyRequest(fields.Required("title", ValueRules.Text), fields.Optional("description", ValueRules.AnyText));
    }
}
