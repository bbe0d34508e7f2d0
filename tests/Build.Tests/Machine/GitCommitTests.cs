using Recsys.Build.Machine;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Machine;

/// <summary>The commit of a checkout, in every form a repository has.</summary>
public sealed class GitCommitTests : IDisposable
{
    private static readonly string One = new('1', 40), Other = new('2', 40);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_a_branch_a_detached_head_packed_references_and_a_worktree()
    {
        Assert.Null(GitCommit.Of(_folder.Root));
        _folder.Write(".git/HEAD", $"{One}\n");
        Assert.Equal(One, GitCommit.Of(_folder.Root));

        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        Assert.Null(GitCommit.Of(_folder.Root));
        _folder.Write(".git/packed-refs", $"# pack-refs\n{One} refs/heads/other/main\n{Other} refs/heads/main\n");
        Assert.Equal(Other, GitCommit.Of(_folder.Root));
        _folder.Write(".git/refs/heads/main", $"{One}\n");
        Assert.Equal(One, GitCommit.Of(_folder.Root));

        _folder.Write(".git/worktrees/w/HEAD", "ref: refs/heads/main\n");
        _folder.Write(".git/worktrees/w/commondir", "../..\n");
        _folder.Write("w/.git", $"gitdir: {_folder.At(".git", "worktrees", "w")}\n");
        Assert.Equal(One, GitCommit.Of(_folder.At("w")));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("ref: ../../etc/passwd")]
    public void What_is_no_commit_is_none(string head)
    {
        _folder.Write(".git/HEAD", head);
        Assert.Null(GitCommit.Of(_folder.Root));
    }
}
