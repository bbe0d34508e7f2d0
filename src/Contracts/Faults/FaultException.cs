namespace Recsys.Contracts.Faults;

/// <summary>A step cannot go on; the message says what failed, why, and what to do.</summary>
public sealed class FaultException(string message, Exception? inner = null) : Exception(message, inner);
