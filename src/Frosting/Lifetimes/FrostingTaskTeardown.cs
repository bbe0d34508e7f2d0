using Cake.Core;

namespace Cake.Frosting;

/// <summary>Work to do after every task.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs after a task, whether it succeeded, failed or was skipped.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">The task and how it ended.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}

/// <summary><see cref="IFrostingTaskTeardown"/> on Cake's own context.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;

/// <summary><see cref="IFrostingTaskTeardown"/> on the build's own kind of context.</summary>
/// <typeparam name="TContext">The kind of context.</typeparam>
public abstract class FrostingTaskTeardown<TContext> : IFrostingTaskTeardown
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingTaskTeardown.Teardown"/>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Teardown(Narrow.To<TContext>(context), info);
    }
}
