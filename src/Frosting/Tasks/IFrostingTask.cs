using Cake.Core;

namespace Cake.Frosting;

/// <summary>One step of a build, found by the host and run by Cake's engine.</summary>
public interface IFrostingTask
{
    /// <summary>The reason the report gives when <see cref="ShouldRun"/> says no.</summary>
    /// <remarks>A task that wants its own reason names this interface again in its list of base types.</remarks>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work of the step.</summary>
    /// <param name="context">The context of the run.</param>
    /// <returns>The work under way.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Decides whether the step has anything to do.</summary>
    /// <param name="context">The context of the run.</param>
    /// <returns><c>false</c> to leave the step out.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>Is told of an exception in the step; returning normally counts as having dealt with it.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="context">The context of the run.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Comes last, after success and failure alike.</summary>
    /// <param name="context">The context of the run.</param>
    void Finally(ICakeContext context);
}
