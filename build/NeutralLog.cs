using Cake.Core.Diagnostics;
using Recsys.Contracts.Text;

namespace Recsys.Build;

/// <summary>Cake's log, in which no text of a shop gives orders to a CI system or a terminal.</summary>
public sealed class NeutralLog(ICakeLog inner) : ICakeLog
{
    public Verbosity Verbosity
    {
        get => inner.Verbosity;
        set => inner.Verbosity = value;
    }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        inner.Write(verbosity, level, format, [.. args.Select(argument => argument is string text ? LogText.Neutral(text) : argument)]);
}
