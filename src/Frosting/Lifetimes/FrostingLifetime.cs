using Cake.Core;

namespace Cake.Frosting;

/// <summary>What frames a whole run, in one object.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;

/// <summary><see cref="IFrostingLifetime"/> on Cake's own context.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;

/// <summary><see cref="IFrostingLifetime"/> on the build's own kind of context.</summary>
/// <typeparam name="TContext">The kind of context.</typeparam>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingSetup.Setup"/>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <inheritdoc cref="IFrostingTeardown.Teardown"/>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Setup(Narrow.To<TContext>(context), info);
    }

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Teardown(Narrow.To<TContext>(context), info);
    }
}
