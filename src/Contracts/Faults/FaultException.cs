namespace Recsys.Contracts.Faults;

/// <summary>A step cannot go on; the message says what failed, why, and what to do.</summary>
public sealed class FaultException : Exception
{
    public FaultException(Fault fault, Exception? inner = null)
        : base(fault.ToString(), inner) => Fault = fault;

    public FaultException(string what, string remedy, Exception? inner = null)
        : this(new Fault(what, remedy), inner) { }

    public FaultException(string message, Exception? inner = null)
        : this(Fault.Of(message), inner) { }

    public Fault Fault { get; }
}
