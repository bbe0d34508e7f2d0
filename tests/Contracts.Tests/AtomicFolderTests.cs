using Recsys.Contracts.Artifacts;
using Xunit;

namespace Recsys.Contracts.Tests;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("recsys-atomic-");

    public void Dispose() => _root.Delete(recursive: true);

    private string At(string name) => Path.Combine(_root.FullName, name);

    private string[] Names() =>
        [.. Directory.GetFileSystemEntries(_root.FullName).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];

    private void Write(string folder, string content)
    {
        Directory.CreateDirectory(At(folder));
        File.WriteAllText(Path.Combine(At(folder), "file"), content);
    }

    private string Read(string folder) => File.ReadAllText(Path.Combine(At(folder), "file"));

    [Fact]
    public void A_commit_replaces_the_whole_folder()
    {
        Write("data", "old");
        using (var folder = new AtomicFolder(At("data")))
        {
            Directory.CreateDirectory(folder.File("inner"));
            File.WriteAllText(folder.File("inner/new"), "new");
            File.CreateSymbolicLink(folder.File("link"), "/nowhere");
            folder.Commit();
        }

        Assert.Equal(["data"], Names());
        Assert.Equal(
            ["inner", "link"],
            Directory.GetFileSystemEntries(At("data")).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)
        );
        Assert.Equal("new", File.ReadAllText(At("data/inner/new")));
    }

    [Fact]
    public void Without_a_commit_nothing_changes()
    {
        Write("data", "old");

        using (var folder = new AtomicFolder(At("data"))) File.WriteAllText(folder.File("file"), "new");

        Assert.Equal(["data"], Names());
        Assert.Equal("old", Read("data"));
    }

    [Fact]
    public void A_commit_that_a_crash_cut_in_half_is_undone_by_the_next_writer()
    {
        Write("data.old", "old");
        Write("data.tmp", "new");

        using (new AtomicFolder(At("data"))) Assert.Equal("old", Read("data"));

        Assert.Equal(["data"], Names());
    }

    [Fact]
    public void A_commit_that_a_crash_cut_in_half_is_undone_by_a_reader()
    {
        Write("data.old", "old");

        AtomicFolder.Recover(At("data") + Path.DirectorySeparatorChar);

        Assert.Equal(["data"], Names());
        Assert.Equal("old", Read("data"));
    }

    [Fact]
    public void An_old_folder_beside_a_new_one_is_removed()
    {
        Write("data", "new");
        Write("data.old", "old");

        AtomicFolder.Recover(At("data"));

        Assert.Equal(["data"], Names());
        Assert.Equal("new", Read("data"));
    }

    [Fact]
    public void Leftovers_go_and_what_can_be_resumed_stays()
    {
        Write("bundle.old", "old");
        Write("train", "new");
        Write("train.old", "old");
        Write("prune.tmp", "half");
        Write("prune.resume", "state");
        File.WriteAllText(At("settings.json.tmp"), "{");
        File.WriteAllText(At("settings.json"), "{}");

        AtomicFolder.CleanLeftovers(_root.FullName);
        AtomicFolder.CleanLeftovers(At("missing"));

        Assert.Equal(["bundle", "prune.resume", "settings.json", "train"], Names());
        Assert.Equal(("old", "new"), (Read("bundle"), Read("train")));
    }

    [Fact]
    public void A_file_that_cannot_be_put_in_place_leaves_no_temporary_one()
    {
        Write("taken", "a folder has the name");

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(At("taken"), "text"));

        Assert.Equal(["taken"], Names());
    }
}
