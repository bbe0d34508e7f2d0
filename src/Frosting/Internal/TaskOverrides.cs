using System.Reflection;

namespace Cake.Frosting;

/// <summary>Which of the four methods a task class has written itself, as seen from the context of the run.</summary>
/// <remarks>A class that implements the interface without the base classes has written all of them.</remarks>
internal sealed class TaskOverrides(Type task, Type context)
{
    private readonly bool _hasBase = BaseClasses(task).Any(IsTaskBase);

    public bool Run => IsOverridden("Run", context) || IsOverridden("RunAsync", context);

    public bool ShouldRun => IsOverridden("ShouldRun", context);

    public bool OnError => IsOverridden("OnError", typeof(Exception), context);

    public bool Finally => IsOverridden("Finally", context);

    /// <summary>Whether a class is one of the generic task classes that everything derives from.</summary>
    public static bool IsTaskBase(Type type) =>
        type.IsConstructedGenericType
        && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>));

    private static IEnumerable<Type> BaseClasses(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }

    private bool IsOverridden(string name, params Type[] parameters) =>
        !_hasBase
        || (task.GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters) is { } method
            && method.GetBaseDefinition().DeclaringType != method.DeclaringType);
}
