using Recsys.Steps;

namespace Recsys.Quality;

/// <summary>What all runs of the tool share.</summary>
/// <param name="Data">Folder of the public datasets.</param>
/// <param name="Results">Folder of the results.</param>
/// <param name="Code">Version of the code that is measured.</param>
/// <param name="Users">Users taken, the first ones; 0 for all.</param>
/// <param name="Baselines">Baselines only.</param>
/// <param name="Cache">Where the pipeline keeps its steps' results.</param>
/// <param name="Log">Told what happens.</param>
public sealed record QualityPlace(
    string Data,
    string Results,
    string Code,
    int Users,
    bool Baselines,
    CacheSettings Cache,
    Action<string> Log
);
