namespace Recsys.Server.Api.Description;

/// <summary>JSON schemas of the replies. A test holds real replies against them.</summary>
internal static class ReplySchemas
{
    public const string Ranked = """
        {"type":"object","required":["results","cold","bundle","took_ms"],"additionalProperties":false,"properties":{
          "results":{"type":"array","description":"Best first.","items":{"type":"object","additionalProperties":false,
            "required":["product_id","title","category","price","score"],"properties":{
              "product_id":{"oneOf":[{"type":"integer"},{"type":"string"}],"description":"In the shop's own type."},
              "title":{"type":"string"},
              "category":{"type":"string","description":"Path separated by ' > '."},
              "price":{"type":["number","null"]},
              "score":{"type":"number","description":"Comparable within one reply."},
              "explanation":{"type":"object","additionalProperties":{"type":"number"},
                "description":"With explain: the parts of the score, which add up to it."}}}},
          "cold":{"type":"boolean","description":"Nothing was known of the user: the products are the popular ones."},
          "bundle":{"type":"string","description":"Hash of the bundle that answered."},
          "took_ms":{"type":"number"},
          "facets":{"type":"object","additionalProperties":false,"required":["category","price"],"properties":{
            "category":{"type":"array","items":{"type":"object","required":["category","count"],
              "properties":{"category":{"type":"string"},"count":{"type":"integer"}}}},
            "price":{"type":["object","null"],"required":["min","max","ranges"],"properties":{
              "min":{"type":"number"},"max":{"type":"number"},
              "ranges":{"type":"array","items":{"type":"object","required":["from","to","count"],
                "properties":{"from":{"type":"number"},"to":{"type":"number"},"count":{"type":"integer"}}}}}}}}}}
        """;

    public const string Suggested = """
        {"type":"object","required":["suggestions","bundle","took_ms"],"additionalProperties":false,"properties":{
          "suggestions":{"type":"array","description":"Most bought first.","items":{"type":"object","required":["text","products"],
            "properties":{"text":{"type":"string"},"products":{"type":"integer","description":"Products that have it."}}}},
          "bundle":{"type":"string"},
          "took_ms":{"type":"number"}}}
        """;

    public const string Classified = """
        {"type":"object","required":["category","tags","reason","bundle","took_ms"],"additionalProperties":false,"properties":{
          "category":{"type":"array","description":"Levels from the root.","items":{"type":"object","required":["path","probability"],
            "properties":{"path":{"type":"string"},"probability":{"type":"number"}}}},
          "tags":{"type":"array","items":{"type":"string"}},
          "reason":{"type":["string","null"],"description":"Why there is no category: no_categories or no_text."},
          "bundle":{"type":"string"},
          "took_ms":{"type":"number"}}}
        """;

    public const string Accepted = """
        {"type":"object","required":["accepted","unknown_products"],"additionalProperties":false,"properties":{
          "accepted":{"type":"integer"},
          "unknown_products":{"type":"integer","description":"Events that wait for a bundle that knows their product."}}}
        """;

    public const string Problem = """
        {"type":"object","description":"RFC 9457.","required":["type","title","status","detail"],"properties":{
          "type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},
          "errors":{"type":"object","description":"What is wrong, by field.","additionalProperties":
            {"type":"array","items":{"type":"string"}}}}}
        """;

    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(Ranked)] = Ranked,
        [nameof(Suggested)] = Suggested,
        [nameof(Classified)] = Classified,
        [nameof(Accepted)] = Accepted,
        [nameof(Problem)] = Problem,
    };
}
