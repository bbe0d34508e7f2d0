using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>What changes the process, such as its environment: one test at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HostCollection
{
    public const string Name = "host";
}
