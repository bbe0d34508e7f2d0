using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task that awaits, and needs nothing but Cake's own context.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;

/// <summary>A task that awaits, on the build's own kind of context. Only what is overridden reaches the engine.</summary>
/// <typeparam name="T">The kind of context.</typeparam>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <inheritdoc cref="IFrostingTask.RunAsync"/>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    /// <inheritdoc cref="IFrostingTask.ShouldRun"/>
    public virtual bool ShouldRun(T context) => true;

    /// <inheritdoc cref="IFrostingTask.OnError"/>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <inheritdoc cref="IFrostingTask.Finally"/>
    public virtual void Finally(T context)
    {
    }

    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync(Narrow.To<T>(context));

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun(Narrow.To<T>(context));

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, Narrow.To<T>(context));

    void IFrostingTask.Finally(ICakeContext context) => Finally(Narrow.To<T>(context));
}
