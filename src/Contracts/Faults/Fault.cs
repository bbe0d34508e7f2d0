namespace Recsys.Contracts.Faults;

/// <summary>What went wrong, and what to do about it.</summary>
/// <param name="What">What failed and why: whole sentences.</param>
/// <param name="Remedy">What to do; empty where it is said elsewhere.</param>
public sealed record Fault(string What, string Remedy)
{
    private const string Mark = " Remedy: ";

    /// <summary>Both as one message.</summary>
    public override string ToString() => Remedy.Length == 0 ? What : What + Mark + Remedy;

    /// <summary>A message taken apart again; all of it is <see cref="What"/> where it names no remedy.</summary>
    public static Fault Of(string message)
    {
        var mark = message.IndexOf(Mark, StringComparison.Ordinal);
        return mark < 0 ? new Fault(message, "") : new Fault(message[..mark], message[(mark + Mark.Length)..]);
    }
}
