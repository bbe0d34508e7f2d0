using System.Xml.Linq;
using Xunit;

namespace Recsys.Contracts.Tests.Architecture;

/// <summary>Who may use whom, read from the project files. A new arrow is a decision: change the table with it.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["src/Contracts"] = [],
        ["src/Settings"] = ["Contracts"],
        ["src/Judge"] = ["Contracts", "Settings"],
        ["src/Steps"] = ["Contracts"],
        ["src/Engine"] = ["Contracts"],
        ["src/Model"] = ["Contracts", "Engine", "Settings"],
        ["src/Server"] = ["Contracts", "Engine"],
        ["src/Docker"] = [],
        ["src/Frosting"] = [],
        ["build"] = ["Contracts", "Docker", "Frosting", "Judge", "Settings", "Steps"],
        ["benchmarks/Quality"] = ["Contracts", "Model", "Steps"],
        ["benchmarks/Echo"] = [],
    };

    private static readonly string Root = FindRoot();

    public static TheoryData<string> Projects => [.. ProjectFiles().Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_what_it_may(string project)
    {
        var folder = Path.GetDirectoryName(project)!.Replace('\\', '/');
        if (folder.StartsWith("tests/", StringComparison.Ordinal)) return; // tests look at anything
        Assert.True(Allowed.ContainsKey(folder), $"{project} is new: say here whom it may use");
        Assert.Empty(
            References(project, "ProjectReference")
                .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
                .Except(Allowed[folder])
        );
    }

    [Fact]
    public void Every_project_in_the_table_exists() =>
        Assert.Empty(Allowed.Keys.Except(Projects.Select(row => Path.GetDirectoryName(row.Data)!.Replace('\\', '/'))));

    [Fact]
    public void Contracts_uses_no_package() => Assert.Empty(References("src/Contracts/Contracts.csproj", "PackageReference"));

    [Theory]
    [InlineData("TorchSharp")]
    [InlineData("libtorch")]
    [InlineData("DuckDB")]
    [InlineData("Google.Protobuf")]
    public void Only_Model_uses_what_training_needs(string package)
    {
        var users = Projects
            .Select(row => row.Data)
            .Where(project =>
                References(project, "PackageReference").Any(name => name.StartsWith(package, StringComparison.OrdinalIgnoreCase))
            );
        Assert.Equal(["src/Model/Model.csproj"], users);
    }

    [Fact]
    public void Nothing_served_can_reach_Model()
    {
        var reached = new HashSet<string>();
        Walk("src/Server/Server.csproj");
        Walk("build/Build.csproj");
        Assert.DoesNotContain("Model", reached);

        void Walk(string project)
        {
            foreach (var path in References(project, "ProjectReference"))
            {
                var name = Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
                if (reached.Add(name))
                    Walk(
                        Projects
                            .Select(row => row.Data)
                            .Single(candidate => candidate.EndsWith($"/{name}.csproj", StringComparison.Ordinal))
                    );
            }
        }
    }

    private static IEnumerable<string> References(string project, string element) =>
        XDocument
            .Load(Path.Combine(Root, project))
            .Descendants()
            .Where(node => node.Name.LocalName == element)
            .Select(node => node.Attribute("Include")?.Value ?? "");

    private static IEnumerable<string> ProjectFiles() =>
        new[] { "src", "tests", "build", "benchmarks" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Recsys.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Recsys.sln is not above the tests");
        return folder;
    }
}
