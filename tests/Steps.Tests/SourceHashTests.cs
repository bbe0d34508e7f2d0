using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>The version of a tool is that of the sources it is compiled from.</summary>
public sealed class SourceHashTests : IDisposable
{
    private static readonly string[] Sources =
        ["Directory.Build.props", "Directory.Packages.props", "global.json", "src/Model/A.cs", "src/Model/a/Deep/B.cs"];

    private readonly TemporaryFolder _folder = new();

    public SourceHashTests()
    {
        foreach (var name in Sources) _folder.Write(name, "text of " + name);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_the_hash_of_names_and_hashes_in_ordinal_order_without_what_was_compiled()
    {
        foreach (var name in new[] { "src/Model/bin/A.dll", "src/Model/obj/a.json", "src/Model/a/obj/b.json", "src/Server/C.cs" })
            _folder.Write(name, "not a source of it");

        Assert.Equal(
            ContentHash.OfText(string.Concat(Sources.Select(name => $"{name}\0{ContentHash.OfFile(_folder.At(name))}\n"))),
            Hash("src/Model")
        );
    }

    [Fact]
    public void It_changes_with_every_source_and_not_with_the_order_of_the_folders()
    {
        _folder.Write("src/Engine/D.cs", "d");
        var seen = new HashSet<string> { Hash("src/Model", "src/Engine") };
        Assert.Equal(Hash("src/Model", "src/Engine"), Hash("src/Engine", "src/Model"));
        foreach (var name in Sources.Append("src/Engine/D.cs"))
        {
            _folder.Write(name, "changed");
            Assert.True(seen.Add(Hash("src/Model", "src/Engine")), $"{name} does not count");
        }
        File.Move(_folder.At("src", "Model", "A.cs"), _folder.At("src", "Model", "C.cs"));
        Assert.True(seen.Add(Hash("src/Model", "src/Engine")), "a name does not count");
    }

    private string Hash(params string[] folders) =>
        SourceHash.Of(_folder.Root, new HashMemo(_folder.At("hashes.tsv"), TimeProvider.System), folders);
}
