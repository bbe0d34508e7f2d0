using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting;

/// <summary>What the shell is told.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    private const int Fault = 1;
    private const int UsageError = 255;

    /// <summary>The command-line parser answers its own errors with a negative number; nothing else does.</summary>
    public static int FromCommandLine(int code) => code < 0 ? UsageError : code;

    /// <summary>Reports a failure and gives its code: that of the CakeException behind it, else 1.</summary>
    public static int FromFailure(Exception exception, ICakeLog log)
    {
        // The engine wraps what a task throws, which would hide both the code and the individual errors of an aggregate.
        var cause = exception is CakeReportException { InnerException: { } inner } ? inner : exception;

        // The shell sees only a code's low byte, so that 256 would pass for success.
        var code = ExceptionLogger.LogException(log, cause);
        return code is > Success and <= UsageError ? code : Fault;
    }

    /// <summary>The same for a failure so early that there is no log to report it to.</summary>
    public static int FromFailure(Exception exception)
    {
        Console.Error.WriteLine($"Error: {exception.Message}");
        return Fault;
    }
}
