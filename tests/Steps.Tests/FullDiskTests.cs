using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>A full disk is told with what was being written and what to do; any other fault stays what it is.</summary>
public sealed class FullDiskTests
{
    private const string Expected =
        "No space left on device while writing /shop/train (No space left on device : '/shop/train/a'). Remedy: free space on that disk, "
        + "or set artifacts to a folder on another one, and run again.";

    private static readonly IOException Full = new("No space left on device : '/shop/train/a'"), Other = new("Device is gone");

    [Fact]
    public void Work_that_has_room_returns_what_it_made() => Assert.Equal(5, FullDisk.Explained("/shop", () => 5));

    [Fact]
    public void A_full_disk_is_explained()
    {
        var fault = Assert.Throws<FaultException>(() => FullDisk.Explained("/shop/train", () => Fail(Full)));

        Assert.Equal((Expected, Full), (fault.Message, fault.InnerException));
        Assert.Same(Other, Assert.Throws<IOException>(() => FullDisk.Explained("/shop/train", () => Fail(Other))));
    }

    private static int Fail(IOException fault) => throw fault;

    [Fact]
    public async Task So_it_is_in_work_that_waits()
    {
        static async Task<int> Write(IOException? fault)
        {
            await Task.Yield();
            return fault is null ? 5 : throw fault;
        }
        Assert.Equal(5, await FullDisk.Explained("/shop/train", () => Write(null)));

        var fault = await Assert.ThrowsAsync<FaultException>(() => FullDisk.Explained("/shop/train", () => Write(Full)));

        Assert.Equal((Expected, Full), (fault.Message, fault.InnerException));
        Assert.Same(Other, await Assert.ThrowsAsync<IOException>(() => FullDisk.Explained("/shop/train", () => Write(Other))));
    }
}
