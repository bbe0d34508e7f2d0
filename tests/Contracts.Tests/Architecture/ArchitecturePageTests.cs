using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Recsys.Testing;
using Xunit;

namespace Recsys.Contracts.Tests.Architecture;

/// <summary>ARCHITECTURE.md draws the projects as they refer to each other, and names no file that is not there.</summary>
public sealed partial class ArchitecturePageTests
{
    private const string Begin = "```mermaid\n", End = "```\n";

    private static readonly string[] Folders = ["src", "build", "benchmarks"];

    [Fact]
    public void The_picture_is_the_graph_of_the_projects()
    {
        var path = Repository.At("ARCHITECTURE.md");
        var page = File.ReadAllText(path);
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, start, StringComparison.Ordinal);

        Snapshot.Check(path, page[..start] + Picture() + page[end..]);
    }

    [Theory]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Every_file_that_a_page_names_is_there(string page)
    {
        var named = Named().Matches(File.ReadAllText(Repository.At(page))).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(Path.Exists(Repository.At(name)), $"{page} names {name}, which is not there"));
    }

    private static string Picture()
    {
        var projects = Folders
            .SelectMany(folder => Directory.GetFiles(Repository.At(folder), "*.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .OrderBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal);
        var text = new StringBuilder("graph LR\n");
        foreach (var project in projects)
        {
            var references = XDocument
                .Load(project)
                .Descendants("ProjectReference")
                .Select(node => Path.GetFileNameWithoutExtension(node.Attribute("Include")!.Value))
                .Order(StringComparer.Ordinal);
            foreach (var reference in references) text.Append($"  {Path.GetFileNameWithoutExtension(project)} --> {reference}\n");
        }
        return text.ToString();
    }

    // A path in back quotes that begins with a folder of the repository; one with a placeholder is a pattern.
    [GeneratedRegex(@"`((?:src|build|tests|docs|benchmarks|examples|\.ci)/[^`*<>… ]*)`")]
    private static partial Regex Named();
}
