using Xunit;

namespace Recsys.Build.Tests.Frosting;

/// <summary>A host changes the process: its current directory, its console, its environment. One test at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HostCollection
{
    public const string Name = "host";
}
