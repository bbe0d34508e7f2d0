namespace Recsys.Build.Pipeline;

/// <summary>A step cannot go on; the message says what failed, why, and what to do.</summary>
public sealed class BuildException(string message, Exception? inner = null) : Exception(message, inner);
