using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Frosting;
using Recsys.Build.Reporting;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tasks;
using Recsys.Build.Tests.Testing;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Run;

/// <summary>What holds for every task, and the chain they form.</summary>
public sealed class TaskGraphTests
{
    private static readonly Type[] Tasks =
    [
        .. typeof(BuildContext)
            .Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IFrostingTask))),
    ];

    // Steps that no task waits for: they are asked for by name, or carried out by the step that needs them.
    private static readonly string[] Aside = [nameof(Tune), nameof(Golden), nameof(Publish)];

    public static TheoryData<string> Names => [.. Tasks.Select(task => task.Name)];

    // As Cake sees it: what a task names, and whoever names the task as the one to come before.
    private static IEnumerable<Type> Before(Type task) =>
        task.GetCustomAttributes<IsDependentOnAttribute>()
            .Select(one => one.Task)
            .Concat(Tasks.Where(other => other.GetCustomAttributes<IsDependeeOfAttribute>().Any(one => one.Task == task)));

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
    public void Delivery_is_one_chain_of_the_steps_in_their_order()
    {
        var chain = new List<Type>();
        Visit(typeof(Deploy));
        Assert.Equal(PipelineSteps.All.Select(step => step.Name).Where(name => !Aside.Contains(name)), chain.Select(task => task.Name));
        Assert.Equal(nameof(Deploy), PipelineSteps.All[^1].Name);
        for (var at = 1; at < chain.Count; at++) Assert.Contains(chain[at - 1], Before(chain[at]));
        Assert.All(Tasks.Except([.. chain, typeof(Tune), typeof(Golden)]), task => Assert.DoesNotContain(Before(task), chain.Contains));

        void Visit(Type task)
        {
            foreach (var before in Before(task)) Visit(before);
            if (!chain.Contains(task)) chain.Add(task);
        }
    }

    [Fact]
    public void A_step_has_a_task_of_its_name_and_what_holds_personal_data_is_not_cached()
    {
        Assert.Subset(Tasks.Select(task => task.Name).ToHashSet(), PipelineSteps.All.Select(step => step.Name).ToHashSet());
        Assert.Equal(PipelineSteps.All.Count, PipelineSteps.All.Select(step => step.Name).Distinct().Count());
        Assert.DoesNotContain(PipelineSteps.All.OfType<IRecordedStep>(), step => step.Cached && step.WritesPersonalData);
        Assert.Equal(
            ["Train", "Verify", "Publish", "DockerBuild", "DeployK8s", "Deploy"],
            PipelineSteps.All.Where(step => step.HoldsSecrets).Select(step => step.Name)
        );
    }

    [Theory]
    [InlineData(nameof(Default), true, true)]
    [InlineData(nameof(Test), true, true)]
    [InlineData(nameof(History), false, true)]
    [InlineData(nameof(Doctor), false, true)]
    [InlineData(nameof(Benchmark), false, true)]
    [InlineData(nameof(Train), false, false)]
    [InlineData(nameof(Undeploy), false, false)]
    [InlineData(nameof(Clean), false, false)]
    public void A_task_says_itself_whether_it_needs_settings_and_the_artefacts_for_itself(string task, bool without, bool leaves) =>
        Assert.Equal((without, leaves), (TaskCatalogue.NeedsNoSettings(task), TaskCatalogue.LeavesArtifacts(task)));

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
            Files.Concat(Directory.GetFiles(Repository.At("build", "Steps"), "*.cs")),
            file => Assert.DoesNotMatch(@"BuildSystem\(|GITHUB_|TF_BUILD|GITLAB|JENKINS|""CI""", File.ReadAllText(file))
        );
}
