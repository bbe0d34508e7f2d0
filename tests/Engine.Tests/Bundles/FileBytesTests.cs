using Recsys.Engine.Files;
using Recsys.Engine.Tests.Support;
using Xunit;

namespace Recsys.Engine.Tests.Bundles;

public sealed class FileBytesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(100_001)]
    public void Mapped_or_copied_the_bytes_are_the_file_s(int length)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Folder("files"), "file");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
        foreach (var content in (FileBytes[])[FileBytes.Open(path, leastMapped: 1), FileBytes.Open(path), bytes])
        {
            Assert.Equal(length, content.Length);
            Assert.True(content.Span.SequenceEqual(bytes));
            Assert.Equal(bytes, content.Array);
            using var read = new MemoryStream();
            using (var stream = content.OpenRead()) stream.CopyTo(read);
            Assert.Equal(bytes, read.ToArray());
        }
    }

    [Fact]
    public void A_mapped_file_that_is_replaced_goes_on_as_it_was()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Folder("files"), "file");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [1, 2, 3]);
        var content = FileBytes.Open(path, leastMapped: 1);
        File.WriteAllBytes(path + ".new", [4, 5, 6]);
        File.Move(path + ".new", path, overwrite: true);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal([1, 2, 3], content.Array);
    }
}
