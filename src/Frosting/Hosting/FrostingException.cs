namespace Cake.Frosting;

/// <summary>The build is put together wrongly: a fault of its wiring, not of a task's work.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public FrostingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What made it show.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
