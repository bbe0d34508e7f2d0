using Recsys.Contracts.Artifacts;
using Recsys.Judge.Attestation;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Attestation;

/// <summary>The statement about an image: every fact in it is compared, and a demanded signature is.</summary>
public sealed class ImageStatementTests : IDisposable
{
    private static readonly string Digest = ContentHash.OfText("manifest");

    private static readonly ImagePredicate Image = new()
    {
        Name = "shop",
        Verdict = ContentHash.OfText("verdict"),
        Outcome = Verdict.Pass,
        Settings = ContentHash.OfText("settings"),
        Id = ContentHash.OfText("id"),
        Bundle = ContentHash.OfText("bundle"),
        Server = ContentHash.OfText("server"),
        Runtime = ContentHash.OfText("runtime"),
        Start = ContentHash.OfText("start"),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_image_is_let_through_signed_or_not()
    {
        ImageStatement.Write(_folder.Root, Digest, Image, null);
        ImageStatement.Require(_folder.Root, Digest, Image, null);

        ImageStatement.Write(_folder.Root, Digest, Image, Keys.Signing);
        ImageStatement.Require(_folder.Root, Digest, Image, Keys.Verifying);
    }

    [Fact]
    public void Whatever_differs_is_named()
    {
        ImageStatement.Write(_folder.Root, Digest, Image, null);
        var other = ContentHash.OfText("other");
        foreach (
            var (digest, image, named) in new[]
            {
                (Digest, Image with { Name = "elsewhere" }, "the shop is elsewhere, stated is shop"),
                (Digest, Image with { Bundle = other }, "the bundle inside is"),
                (Digest, Image with { Server = other }, "the server inside is"),
                (Digest, Image with { Runtime = other }, "the system libraries inside is"),
                (Digest, Image with { Start = other }, "the way it is started"),
                (Digest, Image with { Verdict = other }, "the verdict is"),
                (Digest, Image with { Settings = other }, "the settings is"),
                (other, Image, $"the image is {other}, stated is {Digest}"),
            }
        )
        {
            var refused = Assert.Throws<VerdictException>(() => ImageStatement.Require(_folder.Root, digest, image, null));
            Assert.Equal(VerdictFault.OtherStatement, refused.Fault);
            Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void None_at_all_or_one_that_was_edited_is_refused()
    {
        Assert.Contains(
            "nothing says what the image holds",
            Assert.Throws<VerdictException>(() => ImageStatement.Require(_folder.Root, Digest, Image, null)).Message,
            StringComparison.Ordinal
        );
        ImageStatement.Write(_folder.Root, Digest, Image, null);
        File.AppendAllText(_folder.At(ImageStatement.FileName), " ");
        Assert.Contains(
            "it was changed after it was written",
            Assert.Throws<VerdictException>(() => ImageStatement.Require(_folder.Root, Digest, Image, null)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_demanded_signature_must_be_there_and_the_demanded_keys()
    {
        ImageStatement.Write(_folder.Root, Digest, Image, null);
        Assert.Equal(
            VerdictFault.Unsigned,
            Assert.Throws<VerdictException>(() => ImageStatement.Require(_folder.Root, Digest, Image, Keys.Verifying)).Fault
        );
        ImageStatement.Write(_folder.Root, Digest, Image, SigningKey.Parse(Keys.OtherPrivate));
        Assert.Equal(
            VerdictFault.OtherSignature,
            Assert.Throws<VerdictException>(() => ImageStatement.Require(_folder.Root, Digest, Image, Keys.Verifying)).Fault
        );
    }

    [Fact]
    public void What_is_stated_already_keeps_its_signature_and_anything_else_is_signed_anew()
    {
        var folder = _folder.At("new", "attestation");
        string Written(string digest, SigningKey? key)
        {
            ImageStatement.Write(folder, digest, Image, key);
            var signed = Path.Combine(folder, ImageStatement.SignedName);
            return File.Exists(signed) ? File.ReadAllText(signed) : "unsigned";
        }
        var first = Written(Digest, Keys.Signing);
        Assert.Equal(first, Written(Digest, Keys.Signing)); // a new signature would have other bytes
        Assert.Equal(first, Written(Digest, null));

        var others = Written(Digest, SigningKey.Parse(Keys.OtherPrivate));
        Assert.NotEqual(first, others);
        Assert.NotEqual(others, Written(ContentHash.OfText("next"), SigningKey.Parse(Keys.OtherPrivate)));
        Assert.Equal("unsigned", Written(Digest, null));

        Written(Digest, Keys.Signing);
        File.WriteAllText(Path.Combine(folder, ImageStatement.SignedName), "{");
        Written(Digest, Keys.Signing);
        ImageStatement.Require(folder, Digest, Image, Keys.Verifying);
        File.Delete(Path.Combine(folder, ImageStatement.FileName));
        Written(Digest, Keys.Signing);
        ImageStatement.Require(folder, Digest, Image, Keys.Verifying);
    }

    [Theory]
    [InlineData("{", "it is not readable")]
    [InlineData("""{"_type":"t","subject":[],"predicateType":"p","predicate":null}""", "it has no predicate")]
    [InlineData(null, "the image is sha256:")]
    public void A_statement_that_states_nothing_of_it_says_what_it_lacks(string? text, string problem)
    {
        ImageStatement.Write(_folder.Root, Digest, Image, null);
        var file = _folder.At(ImageStatement.FileName);
        var written = File.ReadAllText(file);
        Assert.Contains("\"shop/image\"", written, StringComparison.Ordinal);
        File.WriteAllText(file, text ?? written.Replace("\"sha256\"", "\"sha1\"", StringComparison.Ordinal));

        var message = Assert.Throws<VerdictException>(() => ImageStatement.Require(_folder.Root, Digest, Image, null)).Message;

        Assert.Contains($" is not about this image: {problem}", message, StringComparison.Ordinal);
        if (text is null) Assert.Contains(", stated is none.", message, StringComparison.Ordinal);
    }
}
