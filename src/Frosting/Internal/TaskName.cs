using System.Reflection;

namespace Cake.Frosting;

/// <summary>The one rule by which a task class gets its name.</summary>
internal static class TaskName
{
    public static string Of(Type task)
    {
        if (!task.IsAssignableTo(typeof(IFrostingTask)))
        {
            throw new FrostingException($"A dependency names '{task.FullName}', which is not a task.");
        }

        return task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;
    }
}
