namespace Recsys.Steps;

/// <summary>How a run treats its steps; unlike settings, nothing that is made depends on it.</summary>
/// <param name="Why">Say of every step why it runs or not.</param>
/// <param name="Forced">Steps that run although they are up to date.</param>
public sealed record RunOptions(bool Why, IReadOnlySet<string> Forced)
{
    public const string WhyName = "why", ForceName = "force";

    public static RunOptions None { get; } = new(false, new HashSet<string>());

    public bool Forces(string step) => Forced.Contains(step);
}
