using Recsys.Build.Run;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Steps;

/// <summary>What can be known to go wrong is said before anything slow begins.</summary>
public static class Preflight
{
    /// <exception cref="FaultException">The machine cannot do what was asked; says what to do.</exception>
    public static void Check(BuildContext context, RunChain chain)
    {
        foreach (var step in chain.Steps) step.Preflight(context);
    }
}
