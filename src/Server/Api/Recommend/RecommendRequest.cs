using Recsys.Contracts.Artifacts;
using Recsys.Engine.Catalogues;
using Recsys.Server.Api.Requests;
using Recsys.Server.Events;

namespace Recsys.Server.Api.Recommend;

/// <summary>The body of <c>/recommend</c>.</summary>
/// <param name="History">Oldest first; replaces the stored history. null: use the stored one.</param>
/// <param name="Context">Index of a product that is looked at: what goes with it is wanted.</param>
/// <param name="Diversity">0 to 1.</param>
/// <param name="Explain">Whether each product says what its score is made of.</param>
internal sealed record RecommendRequest(
    string UserId, int K, IReadOnlyList<ProductEvent>? History, int? Context, double Diversity, bool Explain)
{
    private static readonly FieldNote[] EventFields =
    [
        FieldNote.Of("product_id", ValueRules.Id, "The shop's id.", required: true),
        FieldNote.Of("type", ValueRules.EventType, "What the user did; a purchase where it is left out."),
        FieldNote.Of("timestamp", ValueRules.Time, "When."),
    ];

    public static IReadOnlyList<FieldNote> Fields { get; } =
    [
        FieldNote.Of("user_id", ValueRules.Id, "For whom.", required: true),
        FieldNote.Of("k", ValueRules.K, "How many products; 10 where it is left out."),
        new(
            "history",
            "Oldest first; replaces what the server knows of the user. A bare id stands for a purchase.",
            FieldNote.List($$"""{"oneOf":[{{ValueRules.Id.Schema}},{{FieldNote.Object(EventFields)}}]}""")
        ),
        FieldNote.Of("context_product_id", ValueRules.Id, "A product that is looked at: what goes with it is wanted."),
        FieldNote.Of("diversity", ValueRules.Share, "How much unlike each other the products are to be (maximal marginal relevance)."),
        FieldNote.Of("explain", ValueRules.Flag, "Whether each product says what its score is made of."),
    ];

    private static readonly string[] Names = [.. Fields.Select(field => field.Name)];
    private static readonly string[] EventNames = [.. EventFields.Select(field => field.Name)];

    private static readonly ValueRule<string> BareId = ValueRules.Id with
    {
        Demand = $"{ValueRules.Id.Demand}, or an object with {string.Join(", ", EventNames)}",
    };

    /// <param name="root">The body.</param>
    /// <param name="catalogue">Where the context is looked up: without it the answer would be about something else.</param>
    public static RecommendRequest Parse(RequestValue root, Catalogue catalogue)
    {
        var fields = root.Fields(Names);
        return new RecommendRequest(
            fields.Required("user_id", ValueRules.Id),
            fields.Optional("k", ValueRules.K, missing: 10),
            fields.TryGet("history", out var history) ? history.List(ParseEvent) : null,
            ParseContext(fields, catalogue),
            fields.Optional("diversity", ValueRules.Share),
            fields.Optional("explain", ValueRules.Flag)
        );
    }

    private static int? ParseContext(RequestObject fields, Catalogue catalogue)
    {
        if (fields.Optional("context_product_id", ValueRules.Id) is not { Length: > 0 } id) return null;
        if (catalogue.TryFind(id, out var product)) return product;
        fields.Refuse("context_product_id", "is no product of this catalogue");
        return null;
    }

    /// <summary>A bare id stands for a purchase: the one type of event that every shop has, so that every model has learned it.</summary>
    private static ProductEvent ParseEvent(RequestValue item)
    {
        if (!item.IsObject) return new ProductEvent(item.Read(BareId), EventType.Purchase, 0);
        var fields = item.Fields(EventNames);
        var type = fields.Optional("type", ValueRules.EventType, missing: EventType.Purchase);
        var timestamp = fields.Optional("timestamp", ValueRules.Time);
        return new ProductEvent(fields.Required("product_id", ValueRules.Id), type, timestamp);
    }
}
