using Recsys.Contracts.Artifacts;
using Recsys.Engine.Classification;
using Recsys.Engine.Tests.Support;
using Recsys.Engine.Text;
using Recsys.Model.Bundles;
using Recsys.Model.Classification;
using Xunit;

namespace Recsys.Engine.Tests.Classification;

public sealed class ClassifyTests : IDisposable
{
    private static readonly string[] Titles =
    [
        "red kettle 1.5L",
        "绿茶 250g",
        "T恤",
        "a",
        new('x', 500),
        string.Join(' ', Enumerable.Range(0, 400)),
    ];
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("float32")]
    [InlineData("int8")]
    public void The_graph_computes_what_the_weights_say(string format)
    {
        var quantize = format == "int8" ? Fixture.Int8 : Fixture.Float32;
        var fitted = Fixture.Classifier();
        using var engine = Fixture.Open(_folder, Fixture.Content(quantize: quantize) with { Classifier = fitted });
        var weights =
            format == "int8"
                ? fitted.Weights with
                {
                    Wide = ReferenceEncoder.Rounded(fitted.Weights.Wide),
                    Deep = ReferenceEncoder.Rounded(fitted.Weights.Deep),
                }
                : fitted.Weights;
        foreach (var title in Titles)
        {
            var probabilities = Expected(
                weights,
                TextFeatures.Apart(AnalysedText.Of(title), Fixture.Shape().TextBuckets),
                engine.EncodeQuery(title)
            );
            var best = Array.IndexOf(probabilities, probabilities.Max());
            var answer = engine.Classify(title).Category;
            Assert.Equal(fitted.Categories[best], answer[^1].Path);
            var sums = answer.Select(level =>
                fitted
                    .Categories.Index()
                    .Where(one => one.Item == level.Path || one.Item.StartsWith(level.Path + " > ", StringComparison.Ordinal))
                    .Sum(one => probabilities[one.Index])
            );
            Close.Equal([.. sums], [.. answer.Select(level => (float)level.Probability)], 2e-5);
        }
    }

    [Fact]
    public void A_description_is_read_after_the_title()
    {
        using var engine = Fixture.Open(_folder, Fixture.Content() with { Classifier = Fixture.Classifier() });
        Assert.Equal(engine.Classify("red kettle of steel").Category, engine.Classify("red kettle", "of steel").Category);
        Assert.NotEqual(engine.Classify("red kettle").Category, engine.Classify("red kettle", "of steel").Category);
        Assert.Equal(engine.Classify("red kettle").Category, engine.Classify("red kettle", "").Category);
    }

    [Fact]
    public void Levels_are_sums_of_what_is_below_them()
    {
        var tree = new CategoryTree(["a", "a > b", "a > b > c", "a > bc", "d"]);
        Assert.Equal(
            [new("a", 0.9), new("a > b", 0.6), new("a > b > c", 0.4)],
            tree.Best([0.1f, 0.2f, 0.4f, 0.2f, 0.1f]).Select(level => level with { Probability = Math.Round(level.Probability, 6) })
        );
        Assert.Equal([new("d", 0.5)], tree.Best([0.1f, 0.2f, 0.1f, 0.1f, 0.5f]));
    }

    [Fact]
    public void Without_categories_or_text_the_answer_says_why_it_is_empty()
    {
        using var engine = Fixture.Open(_folder, Fixture.Content() with { Tags = [new TagRow("value", "red", "Red")] });
        var answer = engine.Classify("red kettle");
        Assert.Equal((0, "no_categories"), (answer.Category.Count, answer.Reason));
        Assert.Equal(["Red"], answer.Tags);
        foreach (var text in (string[])["", "🫖🎉", "…", " \t"])
        {
            var empty = engine.Classify(text, "");
            Assert.Equal((0, 0, "no_text"), (empty.Category.Count, empty.Tags.Count, empty.Reason));
        }
    }

    [Fact]
    public void Classes_without_names_are_refused()
    {
        var path = _folder.Folder("bundle");
        BundleWriter.Write(path, Fixture.Content() with { Classifier = Fixture.Classifier() with { Categories = ["a", "b"] } });
        Assert.Contains("categories.tsv", Assert.Throws<ArtifactException>(() => RecsysEngine.Open(path)).Message);
    }

    [Fact]
    public void A_classifier_that_is_not_finite_is_not_written()
    {
        var fitted = Fixture.Classifier();
        fitted.Weights.Deep.Data[3] = float.NaN;
        Assert.Contains(
            "not finite",
            Assert
                .Throws<ArtifactException>(() => BundleWriter.Write(_folder.Path, Fixture.Content() with { Classifier = fitted }))
                .Message
        );
    }

    private static double[] Expected(ClassifierWeights weights, int[] features, float[] query)
    {
        var (classes, buckets) = ((int)weights.Deep.Shape[0], (int)weights.Wide.Shape[0]);
        var logits = Enumerable.Range(0, classes).Select(i => weights.Bias[i]
            + features.Average(feature => (double)weights.Wide.Data[feature % buckets * classes + i])
            + query.Select((value, k) => (double)value * weights.Deep.Data[i * query.Length + k]).Sum()).ToArray();
        return [.. ReferenceEncoder.Softmax(logits)];
    }
}
