using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Frosting;
using Recsys.Build.Tasks;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Pipeline;

/// <summary>What holds for every task, and the chain they form.</summary>
public sealed class TaskGraphTests
{
    private static readonly Type[] Tasks =
    [
        .. typeof(BuildContext)
            .Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IFrostingTask))),
    ];

    public static TheoryData<string> Names => [.. Tasks.Select(task => task.Name)];

    private static IEnumerable<Type> Before(Type task) => task.GetCustomAttributes<IsDependentOnAttribute>().Select(one => one.Task);

    private static string[] Files => Directory.GetFiles(Repository.At("build", "Tasks"), "*.cs");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_task_has_its_type_as_name_a_description_and_a_file_of_its_own(string name)
    {
        var task = Tasks.Single(one => one.Name == name);
        Assert.Equal(name, task.GetCustomAttribute<TaskNameAttribute>()?.Name);
        Assert.EndsWith(".", task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description);
        Assert.InRange(File.ReadAllLines(Repository.At("build", "Tasks", name + ".cs")).Length, 1, 59);
    }

    // A target that its own criteria reject is a failure in Cake: a step that has nothing to do returns early instead.
    [Theory]
    [MemberData(nameof(Names))]
    public void No_task_has_criteria(string name)
    {
        var methods = Tasks
            .Single(one => one.Name == name)
            .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        Assert.DoesNotContain(methods, method => method.Name.Contains("ShouldRun", StringComparison.Ordinal));
    }

    [Fact]
    public void Delivery_is_one_chain()
    {
        var chain = new List<Type> { typeof(Deploy) };
        while (Before(chain[0]).SingleOrDefault() is { } before)
            chain.Insert(0, before);
        Type[] expected =
        [
            typeof(Sample),
            typeof(Ingest),
            typeof(Train),
            typeof(Prune),
            typeof(Quantize),
            typeof(Tasks.Verify),
            typeof(DockerBuild),
            typeof(DeployK8s),
            typeof(Deploy),
        ];
        Assert.Equal(expected, chain);
        Assert.All(Tasks.Except([.. chain, typeof(Tune)]), task => Assert.DoesNotContain(Before(task), chain.Contains));
        Assert.DoesNotContain(Tasks, task => task.GetCustomAttributes<IsDependeeOfAttribute>().Any());
    }

    [Fact]
    public void Tuning_needs_the_dataset_and_is_no_part_of_delivery()
    {
        Assert.Equal([typeof(Ingest)], Before(typeof(Tune)));
        Assert.DoesNotContain(Tasks, task => Before(task).Contains(typeof(Tune)));
    }

    [Fact]
    public void There_is_no_cycle()
    {
        static bool Reaches(Type from, Type to, int depth) =>
            depth > Tasks.Length || Before(from).Any(before => before == to || Reaches(before, to, depth + 1));
        Assert.All(Tasks, task => Assert.False(Reaches(task, task, 0), $"{task.Name} waits for itself"));
    }

    [Fact]
    public void Default_lists_every_other_task_once_with_its_description()
    {
        using var checkout = new Checkout();
        new Default().Run(checkout.Context());
        foreach (var task in Tasks.Where(task => task != typeof(Default)))
        {
            var line = Assert.Single(
                checkout.Log.Lines,
                line => Regex.IsMatch(line, $@"^  \./build\.(sh|ps1) --target={task.Name} +[A-Z]")
            );
            Assert.EndsWith(task.GetCustomAttribute<TaskDescriptionAttribute>()!.Description, line);
        }
    }

    [Fact]
    public void No_task_asks_where_it_runs() =>
        Assert.All(
            Files.Concat(Directory.GetFiles(Repository.At("build", "Pipeline"), "*.cs")),
            file => Assert.DoesNotMatch(@"BuildSystem\(|GITHUB_|TF_BUILD|GITLAB|JENKINS|""CI""", File.ReadAllText(file))
        );
}
