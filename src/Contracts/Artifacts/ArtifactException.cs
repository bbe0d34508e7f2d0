using Recsys.Contracts.Faults;

namespace Recsys.Contracts.Artifacts;

/// <summary>An artefact is missing, corrupt or of another version; the message names the file and the remedy.</summary>
public sealed class ArtifactException : Exception
{
    public ArtifactException(Fault fault, Exception? inner = null)
        : base(fault.ToString(), inner) => Fault = fault;

    public ArtifactException(string what, string remedy, Exception? inner = null)
        : this(new Fault(what, remedy), inner) { }

    public ArtifactException(string message, Exception? inner = null)
        : this(Fault.Of(message), inner) { }

    public Fault Fault { get; }
}
