namespace Recsys.Model.Ingest;

/// <summary>A table cannot be used as it is; the message names the file, column or row and the remedy.</summary>
public sealed class DataException(string message, Exception? inner = null) : Exception(message, inner);
