using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Contracts.Serving;

namespace Recsys.Judge.Inputs;

/// <summary>What a bundle serves, and the golden cases that may ask it.</summary>
/// <param name="Endpoints">Those that need evidence.</param>
/// <param name="Golden">The cases of the golden file; empty where the settings name none.</param>
public sealed record ServedEndpoints(IReadOnlyList<ServedEndpoint> Endpoints, IReadOnlyList<GoldenCase> Golden)
{
    /// <summary>Of a bundle, with the golden file of the settings.</summary>
    /// <exception cref="Recsys.Contracts.Faults.SettingsException">The golden file is missing or wrong.</exception>
    public static ServedEndpoints Of(BundleManifest bundle, VerifySettings settings) =>
        new([.. ServedEndpoint.Of(bundle)], settings.Golden is { } golden ? GoldenFile.Read(golden).Cases : []);
}
