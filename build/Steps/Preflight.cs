using Recsys.Build.Run;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Steps;

/// <summary>What can be known to go wrong is said before anything slow begins.</summary>
public static class Preflight
{
    /// <summary>What no run of these steps could do, a plan included.</summary>
    /// <exception cref="FaultException">The settings name what is not there; says what to do.</exception>
    public static void Check(BuildContext context, RunChain chain)
    {
        foreach (var step in chain.Steps) step.Preflight(context);
    }

    /// <summary>What a run that is about to begin needs of this machine.</summary>
    /// <exception cref="FaultException">The machine cannot do what was asked; says what to do.</exception>
    public static void CheckMachine(BuildContext context, RunChain chain)
    {
        foreach (var step in chain.Steps) step.RequireMachine(context);
    }
}
