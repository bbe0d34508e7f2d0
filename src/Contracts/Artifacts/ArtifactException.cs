namespace Recsys.Contracts.Artifacts;

/// <summary>An artefact is missing, corrupt or of another version; the message names the file and the remedy.</summary>
public sealed class ArtifactException(string message, Exception? inner = null) : Exception(message, inner);
