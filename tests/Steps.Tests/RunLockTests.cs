using Recsys.Contracts.Faults;
using Recsys.Testing;
using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>One run at a time, and what a killed one leaves.</summary>
public sealed class RunLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_run_is_refused_and_told_who_works_there()
    {
        using var held = Take();

        var refused = Assert.Throws<FaultException>(Take);

        Assert.Contains(_folder.At("shop"), refused.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}, since ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("(--target=Deploy)", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Remedy: wait until it ends or stop it; another shop's settings need another name (name in the settings, or --name=…).",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_owner_that_has_not_said_who_it_is_holds_nevertheless()
    {
        using var held = Take();
        File.Delete(_folder.At("shop", RunLock.OwnerName));

        Assert.Contains("it has only just begun", Assert.Throws<FaultException>(Take).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_free_after_the_run()
    {
        Take().Dispose();
        Assert.False(File.Exists(_folder.At("shop", RunLock.OwnerName)));
        using var second = Take();

        Assert.Null(second.Killed);

        Assert.True(second.IsInPlace);
    }

    [Fact]
    public void A_run_that_cannot_say_who_it_is_does_not_hold()
    {
        Directory.CreateDirectory(_folder.At("shop", RunLock.OwnerName));

        Assert.ThrowsAny<Exception>(Take);

        Directory.Delete(_folder.At("shop", RunLock.OwnerName));
        using var next = Take();
        Assert.True(next.IsInPlace);
    }

    [Fact]
    public void Another_shop_is_free()
    {
        using var held = Take();
        using var other = RunLock.Take(_folder.At("other"), RunOwner.ThisProcess("", TimeProvider.System));

        Assert.True(other.IsInPlace);
    }

    [Fact]
    public void A_killed_holder_frees_it_at_once_even_while_its_child_lives()
    {
        if (OperatingSystem.IsWindows()) return;
        var (holder, child) = LockHolder.Start(_folder.At("shop"));
        using (holder)
        using (child)
        {
            try
            {
                Assert.Contains($"process {holder.Id} ", Assert.Throws<FaultException>(Take).Message, StringComparison.Ordinal);
                holder.Kill();
                holder.WaitForExit();

                using var taken = Take();

                Assert.True(taken.IsInPlace);
                Assert.False(child.HasExited);
            }
            finally
            {
                child.Kill();
            }
        }
    }

    [Fact]
    public void A_removed_lock_is_no_longer_in_place()
    {
        using var held = Take();
        Directory.Delete(_folder.At("shop"), recursive: true);
        Assert.False(held.IsInPlace);

        using var next = Take();
        Assert.Equal((false, true), (held.IsInPlace, next.IsInPlace));
    }

    [Fact]
    public void Leftovers_are_recovered_or_removed()
    {
        _folder.Write("shop/lost.old/a.txt", "before");
        _folder.Write("shop/kept/a.txt", "now");
        _folder.Write("shop/kept.old/a.txt", "before");
        _folder.Write("shop/train.tmp/a.txt", "half");
        _folder.Write("shop/settings.json.tmp", "half");
        _folder.Write("shop/train.resume/state", "to go on from");

        var said = Leftovers.Clear(_folder.At("shop"));

        Assert.Equal(
            ["kept", "lost", "train.resume"],
            Directory.GetFileSystemEntries(_folder.At("shop")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ("before", "now"),
            (File.ReadAllText(_folder.At("shop", "lost", "a.txt")), File.ReadAllText(_folder.At("shop", "kept", "a.txt")))
        );
        Assert.Equal(
            [
                "An earlier run was killed and left kept.old behind; it is removed.",
                "An earlier run was killed while it replaced lost; the one before is back.",
                "An earlier run was killed and left settings.json.tmp behind; it is removed.",
                "An earlier run was killed and left train.tmp behind; it is removed.",
            ],
            said
        );
        Assert.Empty(Leftovers.Clear(_folder.At("none")));
    }

    [Fact]
    public void An_owner_is_known_by_process_host_time_and_command()
    {
        var owner = RunOwner.ThisProcess(
            "--target=Train",
            new FixedClock(new DateTimeOffset(2026, 11, 1, 12, 30, 5, TimeSpan.FromHours(2)))
        );

        Assert.Equal(new RunOwner(Environment.ProcessId, Environment.MachineName, "2026-11-01T10:30:05Z", "--target=Train"), owner);
    }

    private RunLock Take() => RunLock.Take(_folder.At("shop"), RunOwner.ThisProcess("--target=Deploy", TimeProvider.System));
}
