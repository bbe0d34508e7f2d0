using Recsys.Testing;
using Xunit;

namespace Recsys.Contracts.Tests.Architecture;

/// <summary>Inside every project the namespaces form layers: whoever reads one needs only those below it.</summary>
public sealed class NamespaceTests(ITestOutputHelper output)
{
    // From the bottom to the top; an arrow may only point down.
    private static readonly string[] BuildLayers =
    [
        "Arguments", "Image", "Docker", "Run", "Machine", "Reporting", "Tools", "Benchmarks", "Delivery", "Targets.*",
        "Targets", "Steps", "Tasks", "",
    ];

    public static TheoryData<string> Projects =>
    [
        "build", "src/Contracts", "src/Settings", "src/Judge", "src/Steps", "src/Engine", "src/Model", "src/Server", "src/Frosting",
        "src/Docker", "benchmarks/Quality",
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_of_a_project_form_no_cycle(string project)
    {
        var graph = Graph(project);
        var cycles = graph.Cycles();
        output.WriteLine($"{project}: {graph.Namespaces.Count} namespaces, {graph.Arrows} arrows, {cycles.Count} cycles");
        Assert.True(cycles.Count == 0, $"{project}: {string.Join(Environment.NewLine, cycles)}");
    }

    [Fact]
    public void In_the_build_arrows_point_down()
    {
        var graph = Graph("build");
        var wrong =
            from user in graph.Namespaces
            from used in graph.UsedBy(user)
            where Layer(used) > Layer(user)
            select graph.Describe(user, used);
        Assert.Empty(wrong);

        static int Layer(string name)
        {
            if (name.Length == 0) return BuildLayers.Length; // the program itself
            var own = name == "Recsys.Build" ? "" : name["Recsys.Build.".Length..];
            var at = Array.IndexOf(BuildLayers, own.StartsWith("Targets.", StringComparison.Ordinal) ? "Targets.*" : own);
            return at >= 0 ? at : throw new InvalidOperationException($"{name} is new: say here on which layer it lies");
        }
    }

    // It can reach everything: whoever gets it no longer says what it needs.
    [Fact]
    public void Only_tasks_and_steps_get_the_whole_context_of_a_build() =>
        Assert.DoesNotContain(
            Files("build").Where(file => file.Namespace is not ("" or "Recsys.Build" or "Recsys.Build.Run" or "Recsys.Build.Steps"
                or "Recsys.Build.Tasks")),
            file => file.Words.Contains("BuildContext")
        );

    private static NamespaceGraph Graph(string project) => new(Files(project));

    private static SourceFile[] Files(string project) =>
        [.. SourceFile.In(Repository.At(project.Split('/'))).Select(path => new SourceFile(path))];
}
