using System.Text.Json.Serialization;
using Recsys.Engine;
using Recsys.Engine.Ranking;

namespace Recsys.Server.Api.Replies;

/// <summary>The reply of <c>/search</c> and <c>/recommend</c>.</summary>
/// <param name="Results">Best first.</param>
/// <param name="Cold">true: nothing was known about the user, so the products are the popular ones.</param>
/// <param name="Bundle">Hash of the bundle that answered.</param>
/// <param name="TookMs">Milliseconds from the start of the handler to the ranked list.</param>
internal sealed record RankedReply(RankedProduct[] Results, bool Cold, string Bundle, double TookMs)
{
    /// <summary>How what was found lies; where it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FacetsReply? Facets { get; init; }

    /// <summary>Says of each product what its score is made of.</summary>
    public void Explain(Contribution[][] contributions)
    {
        for (var i = 0; i < Results.Length; i++)
            Results[i] = Results[i] with { Explanation = contributions[i].ToDictionary(part => part.Part, part => part.Score) };
    }

    public static RankedReply Of(RecsysEngine engine, Answer answer, TimeSpan took)
    {
        var numbers = engine.Manifest.ProductIdType == "integer";
        var results = new RankedProduct[answer.Hits.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var (index, score) = answer.Hits[i];
            var product = engine.Catalogue[index];
            results[i] = new RankedProduct(new PublicId(product.ProductId, numbers), product.Title, product.Category, product.Price, score);
        }
        return new RankedReply(results, answer.Cold, engine.BundleHash, Math.Round(took.TotalMilliseconds, 3));
    }
}

/// <summary>One product of a reply; the price is null where the shop gave none.</summary>
internal sealed record RankedProduct(PublicId ProductId, string Title, string Category, double? Price, float Score)
{
    /// <summary>The parts of the score by name, where they were asked for; they add up to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, float>? Explanation { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RankedReply))]
internal sealed partial class RankedJson : JsonSerializerContext;
