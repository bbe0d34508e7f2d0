using Recsys.Engine.Tests.Support;
using Recsys.Engine.Text;
using Recsys.Settings;
using Xunit;

namespace Recsys.Engine.Tests.Onnx;

/// <summary>The written graphs, run by the engine, against the plain reference.</summary>
public sealed class EncoderParityTests
{
    [Theory]
    [InlineData(1, 1, 32, 1)]
    [InlineData(1, 4, 32, 12)]
    [InlineData(2, 1, 32, 7)]
    [InlineData(2, 2, 64, 1)]
    [InlineData(2, 2, 32, 12)]
    [InlineData(2, 4, 96, 7)]
    [InlineData(3, 8, 64, 12)]
    public void The_user_vector_is_that_of_the_equations(int blocks, int heads, int dimensions, int events)
    {
        var content = Fixture.Content(Fixture.Shape(dimensions, blocks: blocks, heads: heads));
        using var folder = new TestFolder();
        using var engine = Fixture.Open(folder, content);
        var history = Fixture.History(events, 60);
        Close.Equal(new ReferenceEncoder(content.Encoder, content.Weights).User(history), engine.EncodeUser(history));
    }

    [Fact]
    public void A_history_longer_than_the_window_is_answered_from_its_newest_events()
    {
        var content = Fixture.Content();
        using var folder = new TestFolder();
        using var engine = Fixture.Open(folder, content);
        var history = Fixture.History(40, 60);
        var expected = new ReferenceEncoder(content.Encoder, content.Weights).User(history[^content.Encoder.Length..]);
        Close.Equal(expected, engine.EncodeUser(history));
    }

    [Theory]
    [InlineData("int8", "int8", 1, 1)]
    [InlineData("int8", "int8", 2, 7)]
    [InlineData("int8", "float32", 2, 12)]
    [InlineData("float32", "int8", 2, 12)]
    public void Int8_changes_nothing_but_the_weights(string tables, string weights, int blocks, int events)
    {
        var content = Fixture.Content(
            Fixture.Shape(64, blocks: blocks),
            quantize: new QuantizeSettings { Tables = tables, Weights = weights }
        );
        using var folder = new TestFolder();
        using var engine = Fixture.Open(folder, content);
        var history = Fixture.History(events, 60);
        var features = new[] { 3, 96, 3, 40 };

        var rounded = content.Weights.ToDictionary(w => w.Key, w => w.Value);
        foreach (
            var name in content.Weights.Keys.Where(name =>
                content.Weights[name].Shape.Length == 2 && name is not ("user.position" or "user.type" or "user.gap")
            )
        )
        {
            var format = name is "items" or "query.table" ? tables : weights;
            if (format == "int8") rounded[name] = ReferenceEncoder.Rounded(content.Weights[name]);
        }
        Close.Equal(new ReferenceEncoder(content.Encoder, rounded).User(history), engine.EncodeUser(history));
    }

    [Fact]
    public void Int8_stays_near_the_float_network()
    {
        var content = Fixture.Content(Fixture.Shape(64), quantize: Fixture.Int8);
        using var folder = new TestFolder();
        using var engine = Fixture.Open(folder, content);
        var reference = new ReferenceEncoder(content.Encoder, content.Weights);
        for (var seed = 0; seed < 10; seed++)
        {
            var history = Fixture.History(9, 60, seed);
            var expected = reference.User(history);
            var actual = engine.EncodeUser(history).Select(value => (double)value).ToArray();
            var cosine = Close.Dot(expected, actual) / Math.Sqrt(Close.Dot(expected, expected) * Close.Dot(actual, actual));
            Assert.True(cosine > 0.999, $"seed {seed}: cosine {cosine}");
        }
    }

    [Theory]
    [InlineData("float32", 32)]
    [InlineData("float32", 96)]
    [InlineData("int8", 32)]
    [InlineData("int8", 64)]
    [InlineData("int8", 96)]
    public void The_query_vector_is_that_of_the_equations(string format, int dimensions)
    {
        var content = Fixture.Content(Fixture.Shape(dimensions), quantize: new QuantizeSettings { Tables = format, Weights = format });
        using var folder = new TestFolder();
        using var engine = Fixture.Open(folder, content);
        var reference =
            format == "int8"
                ? ReferenceEncoder.OfInt8(content.Encoder, content.Weights)
                : new ReferenceEncoder(content.Encoder, content.Weights);
        foreach (
            var query in (string[])["a", "red shoes", "14英寸 笔记本", new string('x', 500), string.Join(' ', Enumerable.Range(0, 400))]
        )
            Close.Equal(reference.Query(TextFeatures.Of(query, content.Encoder.TextBuckets)), engine.EncodeQuery(query));
    }
}
