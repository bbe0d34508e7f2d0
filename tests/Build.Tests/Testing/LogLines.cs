using System.Collections.Concurrent;
using System.Globalization;
using Cake.Core.Diagnostics;

namespace Recsys.Build.Tests.Testing;

/// <summary>Keeps what was logged.</summary>
public sealed class LogLines : ICakeLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    public Verbosity Verbosity { get; set; } = Verbosity.Diagnostic;

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity <= Verbosity) _lines.Enqueue(args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args));
    }
}
