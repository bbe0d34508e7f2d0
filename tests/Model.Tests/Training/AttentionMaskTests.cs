using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Xunit;
using static TorchSharp.torch;

namespace Recsys.Model.Tests.Training;

[Collection(TinyShop.Collection)]
public sealed class AttentionMaskTests
{
    [Fact]
    public void Only_earlier_and_present_events_are_seen()
    {
        using var scope = NewDisposeScope();
        var mask = AttentionMask.Of([1, 1, 1, 0, 0, 1], users: 2, length: 3);

        Assert.Equal([2, 1, 3, 3], mask.shape);
        bool[] seen =
        [
            true, false, false,
            true, true, false,
            true, true, true,
            // the second user has one event, the newest
            false, false, false,
            false, false, false,
            false, false, true,
        ];
        Assert.Equal(seen.Select(visible => visible ? 0f : -1e9f), mask.data<float>().ToArray());
    }
}
