using Recsys.Engine.Text;
using Recsys.Model.Data;

namespace Recsys.Model.Classification;

/// <summary>One example: hashed text features, the text's query vector and the class.</summary>
/// <param name="Features">At least one (<see cref="TextFeatures.Apart"/>).</param>
/// <param name="Query">d values.</param>
/// <param name="Label">Index of the category.</param>
/// <param name="FirstGram">From here on a feature is a 3-gram.</param>
public readonly record struct LabelledTitle(int[] Features, float[] Query, int Label, int FirstGram)
{
    /// <summary>The features that are whole tokens.</summary>
    public IEnumerable<int> Tokens
    {
        get
        {
            var first = FirstGram;
            return Features.Where(feature => feature < first);
        }
    }
}

/// <summary>Makes examples from products: one from the title, and one with the description where there is one.</summary>
public sealed class LabelledTitles(QueryVectors queries, IReadOnlyList<string> categories)
{
    private readonly Dictionary<string, int> _labels = categories
        .Select((category, i) => (category, i))
        .ToDictionary(pair => pair.category, pair => pair.i, StringComparer.Ordinal);

    /// <summary>Products without text or with a category that is no class are left out.</summary>
    public LabelledTitle[] Of(IEnumerable<ProductRow> products)
    {
        var examples = new List<LabelledTitle>();
        foreach (var product in products)
        {
            if (!_labels.TryGetValue(product.Category, out var label)) continue;
            Add(product.Title, label);
            if (product.Description.Length > 0) Add($"{product.Title} {product.Description}", label);
        }
        return [.. examples];

        void Add(string text, int label)
        {
            var analysed = AnalysedText.Of(text);
            var features = TextFeatures.Apart(analysed, queries.Buckets);
            if (features.Length == 0) return;
            var query = queries.Of(TextFeatures.Of(analysed, queries.Buckets));
            examples.Add(new LabelledTitle(features, query, label, TextFeatures.FirstGram(queries.Buckets)));
        }
    }
}
