using Recsys.Build.Image;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Image;

/// <summary>A cluster is told a digest that is the verified image's, and nothing else.</summary>
public sealed class PinnedImageTests : IDisposable
{
    private const string Repository = "registry.example:5000/shop/recsys";
    private static readonly string Other = ContentHash.OfText("something else");

    private readonly TemporaryFolder _folder = new();
    private readonly ImageInfo _image;

    public PinnedImageTests() => _image = TestImage.Write(TestImage.Spec(), _folder.At("image.tar"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Repository)]
    [InlineData(Repository + ":latest")]
    [InlineData(Repository + ":1.4")]
    public void A_tag_becomes_the_archives_digest(string reference) =>
        Assert.Equal($"{Repository}@{_image.Digest}", PinnedImage.Of(reference, _image, []));

    [Fact]
    public void The_digest_that_the_engine_pushed_this_image_under_goes_first() =>
        Assert.Equal($"{Repository}@{Other}", PinnedImage.Of(Repository + ":1", _image, [$"other/name@{_image.Id}", $"{Repository}"
            + $"@{Other}"]));

    [Fact]
    public void A_digest_in_the_settings_counts_where_it_is_this_images()
    {
        Assert.Equal($"{Repository}@{_image.Digest}", PinnedImage.Of($"{Repository}@{_image.Digest}", _image, []));
        Assert.Equal($"{Repository}@{Other}", PinnedImage.Of($"{Repository}:1@{Other}", _image, [$"{Repository}@{Other}"]));
    }

    [Fact]
    public void Any_other_digest_is_refused_by_name()
    {
        var refused = Assert.Throws<FaultException>(() => PinnedImage.Of($"{Repository}@{Other}", _image, [$"elsewhere/recsys@{Other}"]));

        Assert.Contains(Other, refused.Message, StringComparison.Ordinal);
        Assert.Contains(_image.Digest, refused.Message, StringComparison.Ordinal);
    }
}
