using Xunit;

namespace Recsys.Steps.Tests;

/// <summary>What nothing judges any more is taken from the cache only under the seal of somebody who may store it.</summary>
public sealed class SealTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    private string Entry => Directory.GetFiles(Path.Combine(_bench.Cache, "entries"), "*", SearchOption.AllDirectories).Single();

    private UserSeal? Own(string home = "home") => UserSeal.Read(name => name == "HOME" ? _bench.At(home) : null);

    private string Key(string home = "home") => Path.Combine(_bench.At(home), ".config", UserSeal.FileName);

    private bool IsRestored(bool isSealed = true)
    {
        if (Directory.Exists(_bench.Layout.Root)) Directory.Delete(_bench.Layout.Root, recursive: true);
        var before = _bench.Made;
        _bench.Run(_bench.Step() with { Sealed = isSealed });
        return _bench.Made == before;
    }

    [Fact]
    public void Under_one_user_s_key_a_result_comes_back_and_under_another_s_it_does_not()
    {
        _bench.Seal = Own();
        Assert.False(IsRestored());
        Assert.True(IsRestored());
        _bench.Seal = Own(); // read anew, as by another checkout
        Assert.True(IsRestored());

        _bench.Seal = Own("elsewhere");
        Assert.False(IsRestored());
        Assert.Contains(
            _bench.Log.Lines,
            line => line.EndsWith("look at who can write the cache.", StringComparison.Ordinal)
                && line.Contains("is not sealed by this user's key: it is not taken across the gate", StringComparison.Ordinal)
        );
        _bench.Seal = null;
        Assert.False(IsRestored());
        Assert.Contains(
            _bench.Log.Lines,
            line => line.Contains("is not sealed that could be checked here", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("\"seconds\": ", "\"seconds\": 1")]
    [InlineData("\"size\": ", "\"size\": 1")]
    public void An_entry_that_was_changed_under_its_seal_is_not_taken(string from, string to)
    {
        _bench.Seal = Own();
        IsRestored();
        var text = File.ReadAllText(Entry);
        Assert.Contains("\"seal\": \"hmac-sha256:", text, StringComparison.Ordinal);
        File.WriteAllText(Entry, text.Replace(from, to, StringComparison.Ordinal));
        Assert.False(IsRestored());
    }

    [Fact]
    public void What_was_stored_without_a_seal_is_taken_by_steps_before_the_gate_alone()
    {
        _bench.Seal = Own();
        IsRestored(isSealed: false);
        Assert.DoesNotContain("\"seal\"", File.ReadAllText(Entry), StringComparison.Ordinal);
        Assert.True(IsRestored(isSealed: false));
        Assert.False(IsRestored());
        Assert.Contains(_bench.Log.Lines, line => line.Contains("carries no seal by this user's key", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_key_nothing_sealed_is_stored()
    {
        IsRestored();
        Assert.False(Directory.Exists(Path.Combine(_bench.Cache, "entries")));
    }

    [Fact]
    public void The_key_is_the_user_s_alone_and_one_that_others_can_read_does_not_count()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are Unix");
        if (OperatingSystem.IsWindows()) return;
        Assert.NotNull(Own());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key()));
        File.SetUnixFileMode(Key(), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Null(Own());
    }

    [Fact]
    public void A_key_of_another_length_and_a_home_that_is_none_give_no_seal()
    {
        Assert.NotNull(Own());
        File.WriteAllBytes(Key(), new byte[31]);
        Assert.Null(Own());
        Assert.Null(UserSeal.Read(_ => null));
        Assert.Null(UserSeal.Read(_ => "relative"));
        File.WriteAllText(_bench.At("file"), "");
        Assert.Null(UserSeal.Read(_ => _bench.At("file")));
    }

    [Fact]
    public void Many_that_need_the_key_first_get_one_key()
    {
        Directory.CreateDirectory(_bench.At("home"));
        var seals = new string[8];
        Parallel.For(0, seals.Length, index => seals[index] = Own()!.Of([1, 2, 3]));
        Assert.Single(seals.Distinct());
        Assert.Equal([Path.GetFileName(Key())], Directory.GetFiles(Path.GetDirectoryName(Key())!).Select(Path.GetFileName));
    }
}
