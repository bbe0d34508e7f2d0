using Cake.Core.Diagnostics;
using Recsys.Steps;

namespace Recsys.Build.Run;

/// <summary>What the steps say, in Cake's log.</summary>
public sealed class CakeStepLog(ICakeLog log) : IStepLog
{
    public void Information(string text) => log.Information("{0}", text);

    public void Verbose(string text) => log.Verbose("{0}", text);

    public void Warning(string text) => log.Warning("{0}", text);
}
