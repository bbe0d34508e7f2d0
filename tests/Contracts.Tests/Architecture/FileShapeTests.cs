using Recsys.Testing;
using Xunit;

namespace Recsys.Contracts.Tests.Architecture;

/// <summary>Files and lines stay short enough to be read at one go.</summary>
public sealed class FileShapeTests
{
    private const int WidestLine = 140, LongestFile = 400, MedianFile = 60, LongestTask = 59;

    private static IEnumerable<string> Files(params string[] folders) =>
        folders.SelectMany(folder => SourceFile.In(Repository.At(folder.Split('/')))).Order(StringComparer.Ordinal);

    private static string Name(string path) => Path.GetRelativePath(Repository.At(), path).Replace('\\', '/');

    [Fact]
    public void No_line_is_wider_than_140_characters() =>
        Assert.Empty(
            from path in Files("src", "build", "benchmarks", "tests")
            from line in File.ReadLines(path).Index()
            where line.Item.Length > WidestLine
            select $"{Name(path)}:{line.Index + 1}: {line.Item.Length}"
        );

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.DoesNotContain(
            Files("src", "build", "benchmarks", "tests").Select(path => (Name: Name(path), Lines: File.ReadLines(path).Count())),
            file => file.Lines > LongestFile
        );

    [Fact]
    public void The_median_file_has_at_most_60_lines()
    {
        int[] lengths = [.. Files("src", "build").Select(path => File.ReadLines(path).Count()).Order()];
        Assert.InRange(lengths[lengths.Length / 2], 1, MedianFile);
    }

    [Fact]
    public void A_task_is_thin() =>
        Assert.All(Files("build/Tasks"), path => Assert.InRange(File.ReadLines(path).Count(), 1, LongestTask));
}
