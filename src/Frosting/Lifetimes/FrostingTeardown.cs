using Cake.Core;

namespace Cake.Frosting;

/// <summary>Work to do once, after the last task.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs after the last task, whether the run succeeded or not.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">How the run ended.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}

/// <summary><see cref="IFrostingTeardown"/> on Cake's own context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;

/// <summary><see cref="IFrostingTeardown"/> on the build's own kind of context.</summary>
/// <typeparam name="TContext">The kind of context.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingTeardown.Teardown"/>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Teardown(Narrow.To<TContext>(context), info);
    }
}
