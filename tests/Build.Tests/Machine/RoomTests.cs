using NSubstitute;
using Recsys.Build.Machine;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Machine;

public sealed class RoomTests
{
    private const double GiB = 1L << 30;

    private readonly IMeter _meter = Substitute.For<IMeter>();

    private Room Room => new(_meter);

    [Fact]
    public void What_lies_on_one_file_system_is_added_up()
    {
        _meter
            .FileSystemOf(Arg.Any<string>())
            .Returns(call => call.Arg<string>().StartsWith("/big", StringComparison.Ordinal) ? "/big" : "/");
        _meter
            .FreeBytes(Arg.Any<string>())
            .Returns(call => call.Arg<string>().StartsWith("/big", StringComparison.Ordinal) ? 100 * GiB : 2.2 * GiB);
        var findings = Room.Disks([
            new("/shop", "checkout", 1.5),
            new("/shop/artifacts", "artefacts", 1),
            new("/big/cache", "step cache", 5),
        ]);
        Assert.Equal([Fitness.Unfit, Fitness.Fit], findings.Select(finding => finding.Fitness));
        Assert.Equal("2.2 GiB free at /shop (checkout, artefacts: up to 2.5 GiB)", findings[0].Detail);
        Assert.StartsWith("free 0.3 GiB there, or move it: --artifacts=FOLDER", findings[0].Remedy);
        Assert.Null(findings[1].Remedy);
    }

    [Theory]
    [InlineData(2.0, 0, Fitness.Fit)]
    [InlineData(1.9, 0, Fitness.Unfit)]
    [InlineData(4.6, 4096, Fitness.Unfit)]
    [InlineData(4.9, 4096, Fitness.Fit)]
    public void Memory_is_enough_for_the_compiler_and_for_the_hungriest_step_with_a_fifth_to_spare(
        double available,
        double peak,
        Fitness expected
    )
    {
        _meter.AvailableMemory.Returns(available * GiB);
        var finding = Room.Memory(peak);
        Assert.Equal(expected, finding.Fitness);
        Assert.Equal(expected == Fitness.Fit, finding.Remedy is null);
        Assert.Equal(peak > 0, finding.Detail.Contains("took 4.0 GiB", StringComparison.Ordinal));
    }

    [Fact]
    public void More_threads_than_processors_is_no_fault_but_is_said()
    {
        _meter.Processors.Returns(2);
        Assert.Equal(Fitness.Fit, Room.Processors(2).Fitness);
        var more = Room.Processors(3);
        Assert.Equal(Fitness.Limited, more.Fitness);
        Assert.Contains("lower threads", more.Remedy);
    }

    [Fact]
    public void The_meter_reads_this_machine()
    {
        var meter = new Meter();
        using var folder = new TemporaryFolder();
        Assert.InRange(meter.AvailableMemory, 1 << 20, 1e15);
        Assert.InRange(meter.Processors, 1, 10_000);
        // A folder that is not there yet stands where its nearest existing parent does.
        Assert.InRange(meter.FreeBytes(folder.At("not", "there")), 1, 1e18);
        Assert.Equal(meter.FileSystemOf(folder.Root), meter.FileSystemOf(folder.At("not", "there")));
        if (OperatingSystem.IsLinux()) Assert.NotEqual(meter.FileSystemOf("/proc/self"), meter.FileSystemOf(folder.Root));
    }
}
