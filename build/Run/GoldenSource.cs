using Cake.Core.Diagnostics;
using Recsys.Contracts.Faults;
using Recsys.Contracts.Judging;
using Recsys.Settings;

namespace Recsys.Build.Run;

/// <summary>The shop's golden queries, before a run depends on them.</summary>
public static class GoldenSource
{
    /// <summary>
    /// The settings without the golden file of another source of data: whoever points the sample's settings at tables of their own
    /// brings other products. Said aloud, and the verdict says that it rests on none.
    /// </summary>
    /// <exception cref="SettingsException">A step that is about to run needs the file, and it is missing or wrong.</exception>
    public static RecsysSettings Applying(RecsysSettings settings, RunChain chain, ICakeLog log)
    {
        if (settings.Verify.Golden is not { } path || !chain.HoldsSecrets)
            return settings;
        if (GoldenFile.Read(path).Source is not { } source || source == settings.Data.Source)
            return settings;
        log.Warning(
            "{0}",
            $"{path} is about data.source {source}, and this run's is {settings.Data.Source}: its golden queries are not asked. Remedy: "
                + $"write some for this shop (--target=Golden proposes a first file) and name it in verify.golden."
        );
        return settings with { Verify = settings.Verify with { Golden = null } };
    }
}
