using System.Reflection;
using Cake.Core;
using Cake.Core.Scripting;

namespace Cake.Frosting;

/// <summary>Tells the engine about a task: only what the class overrides, so that an umbrella task stays a mere name.</summary>
internal static class TaskRegistration
{
    public static void Register(this ScriptHost host, IFrostingTask task, IFrostingContext context)
    {
        var type = task.GetType();
        var builder = host.Task(TaskName.Of(type));

        if (type.GetCustomAttribute<TaskDescriptionAttribute>() is { } description)
        {
            builder.Description(description.Description);
        }

        RegisterMethods(builder, task, new TaskOverrides(type, context.GetType()));

        foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
        {
            builder.IsDependentOn(TaskName.Of(dependency.Task));
        }

        foreach (var dependee in type.GetCustomAttributes<IsDependeeOfAttribute>())
        {
            builder.IsDependeeOf(TaskName.Of(dependee.Task));
        }
    }

    private static void RegisterMethods(CakeTaskBuilder builder, IFrostingTask task, TaskOverrides overrides)
    {
        if (overrides.Run)
        {
            Func<ICakeContext, Task> body = task.RunAsync;
            builder.Does(body);
        }

        if (overrides.ShouldRun)
        {
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        }

        if (task.GetType().IsDefined(typeof(ContinueOnErrorAttribute), inherit: false))
        {
            builder.ContinueOnError();
        }

        if (overrides.OnError)
        {
            builder.OnError(task.OnError);
        }

        if (overrides.Finally)
        {
            builder.Finally(task.Finally);
        }
    }
}
