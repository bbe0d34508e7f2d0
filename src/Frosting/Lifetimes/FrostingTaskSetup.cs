using Cake.Core;

namespace Cake.Frosting;

/// <summary>Work to do before every task.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>Runs before a task; when it fails, the task does not run.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">The task that comes next.</param>
    void Setup(ICakeContext context, ITaskSetupContext info);
}

/// <summary><see cref="IFrostingTaskSetup"/> on Cake's own context.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;

/// <summary><see cref="IFrostingTaskSetup"/> on the build's own kind of context.</summary>
/// <typeparam name="TContext">The kind of context.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingTaskSetup.Setup"/>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Setup(Narrow.To<TContext>(context), info);
    }
}
