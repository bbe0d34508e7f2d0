using Recsys.Server.Api.Description;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Suggest;

/// <summary>The body of <c>/suggest</c>.</summary>
internal sealed record SuggestRequest(string Prefix, int K)
{
    public static IReadOnlyList<FieldNote> Fields { get; } =
    [
        FieldNote.Of("prefix", ValueRules.AnyText, "What was typed so far.", required: true),
        FieldNote.Of("k", ValueRules.K, "How many completions; 10 where it is left out."),
    ];

    private static readonly string[] Names = [.. Fields.Select(field => field.Name)];

    public static SuggestRequest Parse(RequestValue root)
    {
        var fields = root.Fields(Names);
        return new SuggestRequest(fields.Required("prefix", ValueRules.AnyText), fields.Optional("k", ValueRules.K, missing: 10));
    }
}
