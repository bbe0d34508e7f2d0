using System.Text.Json.Serialization;
using Recsys.Engine;
using Recsys.Engine.Classification;

namespace Recsys.Server.Api.Classify;

/// <summary>The reply of <c>/classify</c>.</summary>
/// <param name="Category">Levels of the most likely category from the root; empty where there is a reason.</param>
/// <param name="Tags">Attribute values in the title.</param>
/// <param name="Reason">Why there is no category: <c>no_categories</c> or <c>no_text</c>; else null.</param>
/// <param name="Bundle">Hash of the bundle that answered.</param>
/// <param name="TookMs">Milliseconds from the start of the handler to the answer.</param>
internal sealed record ClassifyReply(
    IReadOnlyList<CategoryLevel> Category,
    IReadOnlyList<string> Tags,
    string? Reason,
    string Bundle,
    double TookMs
)
{
    public static ClassifyReply Of(RecsysEngine engine, ClassifiedTitle answer, TimeSpan took) =>
        new(
            [.. answer.Category.Select(level => level with { Probability = Math.Round(level.Probability, 6) })],
            answer.Tags,
            answer.Reason,
            engine.BundleHash,
            Math.Round(took.TotalMilliseconds, 3)
        );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClassifyReply))]
internal sealed partial class ClassifyJson : JsonSerializerContext;
