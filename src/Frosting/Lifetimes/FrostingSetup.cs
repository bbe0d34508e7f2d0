using Cake.Core;

namespace Cake.Frosting;

/// <summary>Work to do once, before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>Runs before the first task; when it fails, no task runs.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">The target and the tasks that will run.</param>
    void Setup(ICakeContext context, ISetupContext info);
}

/// <summary><see cref="IFrostingSetup"/> on Cake's own context.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;

/// <summary><see cref="IFrostingSetup"/> on the build's own kind of context.</summary>
/// <typeparam name="TContext">The kind of context.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingSetup.Setup"/>
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Setup(Narrow.To<TContext>(context), info);
    }
}
