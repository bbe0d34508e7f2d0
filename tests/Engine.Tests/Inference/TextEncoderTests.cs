using Recsys.Engine.Bundles;
using Recsys.Engine.Inference;
using Recsys.Engine.Tests.Support;
using Recsys.Engine.Text;
using Recsys.Model.Bundles;
using Xunit;

namespace Recsys.Engine.Tests.Inference;

public sealed class TextEncoderTests
{
    [Fact]
    public void The_encoder_of_a_bundle_answers_as_the_engine_does()
    {
        using var folder = new TestFolder();
        var path = folder.Folder("bundle");
        BundleWriter.Write(path, Fixture.Content());
        using ITextEncoder encoder = HashedTextEncoder.Open(BundleFiles.Read(path), threads: 1);
        using var engine = RecsysEngine.Open(path);
        Assert.Equal(("hashed_ngrams", 32), (encoder.Name, encoder.Dimensions));
        Assert.Equal(engine.EncodeQuery("red lamps"), encoder.Encode(AnalysedText.Of("red lamps")));
        Assert.NotEqual(engine.EncodeQuery("red lamps"), encoder.Encode(AnalysedText.Of("blue")));
    }
}
