using Recsys.Server.Api.Description;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Classify;

/// <summary>The body of <c>/classify</c>.</summary>
internal sealed record ClassifyRequest(string Title, string? Description)
{
    public static IReadOnlyList<FieldNote> Fields { get; } =
    [
        FieldNote.Of("title", ValueRules.Text, "Of a product that need not be in the catalogue.", required: true),
        FieldNote.Of("description", ValueRules.AnyText, "Read after the title, for the category alone."),
    ];

    private static readonly string[] Names = [.. Fields.Select(field => field.Name)];

    public static ClassifyRequest Parse(RequestValue root)
    {
        var fields = root.Fields(Names);
        return new ClassifyRequest(fields.Required("title", ValueRules.Text), fields.Optional("description", ValueRules.AnyText));
    }
}
