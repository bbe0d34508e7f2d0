namespace Recsys.Steps;

/// <summary>Shows that an entry of the cache was stored by somebody who may: others can write into a shared folder too.</summary>
public interface ICacheSeal
{
    /// <summary>Whose seal it is, for messages.</summary>
    string Owner { get; }

    /// <summary>The seal under a text; null where this run can only check.</summary>
    string? Of(byte[] text);

    /// <summary>Whether a seal is this owner's, under this text.</summary>
    bool Fits(byte[] text, string seal);
}
