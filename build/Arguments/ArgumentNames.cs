namespace Recsys.Build.Arguments;

/// <summary>Arguments that single tasks read.</summary>
public static class ArgumentNames
{
    /// <summary>Which suite Benchmark runs, and what of the suite "quality".</summary>
    public const string Suite = "suite", Only = "only";

    /// <summary>The reason to ship a bundle that did not pass.</summary>
    public const string Override = "override-verdict";

    /// <summary>That Clean leaves nothing.</summary>
    public const string All = "all";
}
