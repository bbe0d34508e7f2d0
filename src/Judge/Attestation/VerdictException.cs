using Recsys.Contracts.Faults;

namespace Recsys.Judge.Attestation;

/// <summary>What is wrong with a verdict.</summary>
public enum VerdictFault
{
    /// <summary>There is none.</summary>
    Missing,
    /// <summary>It is not a verdict of this version, or not readable.</summary>
    Unreadable,
    /// <summary>It was changed after it was written, or contradicts itself.</summary>
    Edited,
    /// <summary>It was given under other gates than the settings now have.</summary>
    OtherGates,
    /// <summary>The scores it rests on are missing or were changed.</summary>
    OtherScores,
    /// <summary>The tried behaviour that it rests on is missing or was changed.</summary>
    OtherBehaviour,
    /// <summary>The golden file was removed, added or changed since.</summary>
    OtherGolden,
    /// <summary>The bundle has other bytes than the one that was judged.</summary>
    OtherBundle,
    /// <summary>The statement is missing, or states something else than the verdict.</summary>
    OtherStatement,
    /// <summary>A signature is demanded, and there is none.</summary>
    Unsigned,
    /// <summary>The signature is not the demanded key's.</summary>
    OtherSignature,
    /// <summary>It is about these bytes, and it is no pass.</summary>
    NotPassed,
}

/// <summary>A bundle must not be used; the message says why and what to do.</summary>
public sealed class VerdictException : Exception
{
    public VerdictException(VerdictFault fault, Fault why, Exception? inner = null)
        : base(why.ToString(), inner) => (Fault, Why) = (fault, why);

    public VerdictException(VerdictFault fault, string what, string remedy, Exception? inner = null)
        : this(fault, new Fault(what, remedy), inner) { }

    public VerdictException(VerdictFault fault, string message, Exception? inner = null)
        : this(fault, Recsys.Contracts.Faults.Fault.Of(message), inner) { }

    public VerdictFault Fault { get; }

    /// <summary>What is wrong, and what to do.</summary>
    public Fault Why { get; }

    /// <summary>With <see cref="VerdictFault.NotPassed"/>: the verdict's outcome.</summary>
    public string? Outcome { get; init; }
}
