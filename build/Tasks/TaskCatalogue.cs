using System.Reflection;
using Cake.Frosting;
using Recsys.Build.Run;
using Recsys.Build.Steps;

namespace Recsys.Build.Tasks;

/// <summary>What the tasks say of themselves, by name.</summary>
public static class TaskCatalogue
{
    private static readonly Dictionary<string, Type> Types = typeof(TaskCatalogue)
        .Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IFrostingTask)))
        .ToDictionary(type => type.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly Type[] First = [typeof(Deploy), typeof(Undeploy), typeof(Test)];
    private static readonly Type[] Last = [typeof(History), typeof(Doctor), typeof(Benchmark), typeof(Clean)];

    /// <summary>The tasks to choose from: what is asked for most, the steps in their order, and what looks on.</summary>
    public static IEnumerable<Type> Listed =>
        [.. First, .. PipelineSteps.All.Select(step => Types[step.Name]).Except(First), .. Last];

    /// <summary>Names of all tasks.</summary>
    public static IReadOnlyCollection<string> Names => [.. Listed.Concat(Types.Values).Select(task => task.Name).Distinct()];

    /// <summary>How the build is called on this system.</summary>
    public static string Script => OperatingSystem.IsWindows() ? "./build.ps1" : "./build.sh";

    public static string Description(Type task) => task.GetCustomAttribute<TaskDescriptionAttribute>()!.Description;

    /// <summary>Whether the task of this name does without settings.</summary>
    public static bool NeedsNoSettings(string task) => Has<NeedsNoSettingsAttribute>(task);

    /// <summary>Whether the task of this name needs no lock on the artefacts.</summary>
    public static bool LeavesArtifacts(string task) => Has<LeavesArtifactsAttribute>(task);

    private static bool Has<T>(string task) where T : Attribute =>
        Types.TryGetValue(task, out var type) && type.IsDefined(typeof(T), inherit: false);
}
