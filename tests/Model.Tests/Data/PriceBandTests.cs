using Recsys.Model.Data;
using Xunit;

namespace Recsys.Model.Tests.Data;

public sealed class PriceBandTests
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData(0.0, 0)]
    [InlineData(-3.0, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(1e-9, 1)]
    [InlineData(1.0, 20)]
    [InlineData(2.0, 22)]
    [InlineData(12.5, 27)]
    [InlineData(12.9, 27)]
    [InlineData(99.0, 33)]
    [InlineData(1e12, 63)]
    public void Two_bands_make_a_doubling(double? price, int band) => Assert.Equal(band, PriceBand.Of(price));
}
