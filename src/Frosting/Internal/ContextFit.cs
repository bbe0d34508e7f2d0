using Cake.Core.Diagnostics;

namespace Cake.Frosting;

/// <summary>Leaves out, with a warning, a task that was written for another kind of context.</summary>
internal static class ContextFit
{
    public static bool FitsContext(this IFrostingTask task, IFrostingContext context, ICakeLog log)
    {
        // Only the direct base class is asked; a task with a base class of its own answers for itself.
        if (task.GetType().BaseType is not { } parent || !TaskOverrides.IsTaskBase(parent))
        {
            return true;
        }

        var wanted = parent.GenericTypeArguments[0];
        if (wanted.IsInstanceOfType(context))
        {
            return true;
        }

        log.Warning(
            "Task {0} cannot be used since the context isn't convertible to {1}.",
            TaskName.Of(task.GetType()),
            wanted.FullName);
        return false;
    }
}
