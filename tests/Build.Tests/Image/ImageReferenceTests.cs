using Recsys.Build.Image;
using Xunit;

namespace Recsys.Build.Tests.Image;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("recsys-shop", "recsys-shop:latest", "docker.io/library/recsys-shop:latest")]
    [InlineData("shop/recsys:1.4", "shop/recsys:1.4", "docker.io/shop/recsys:1.4")]
    [InlineData("registry.example/shop/recsys:1.4", "registry.example/shop/recsys:1.4", "registry.example/shop/recsys:1.4")]
    [InlineData("localhost:5000/recsys", "localhost:5000/recsys:latest", "localhost:5000/recsys:latest")]
    public void References_split_at_the_tag(string text, string written, string full)
    {
        var reference = ImageReference.Parse(text);
        Assert.Equal(written, reference.ToString());
        Assert.Equal(full, reference.FullName);
    }
}
