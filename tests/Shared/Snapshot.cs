using Xunit;

namespace Recsys.Testing;

/// <summary>A generated file of the repository that a test keeps current.</summary>
internal static class Snapshot
{
    public const string Update = "RECSYS_UPDATE_SNAPSHOTS";

    /// <summary>The file has this text; with RECSYS_UPDATE_SNAPSHOTS=1 it is rewritten to have it.</summary>
    public static void Check(string path, string text)
    {
        if (Environment.GetEnvironmentVariable(Update) == "1") File.WriteAllText(path, text);
        var current = File.Exists(path) ? File.ReadAllText(path) : "";
        var (old, wanted) = (current.Split('\n'), text.Split('\n'));
        var line = old.Zip(wanted).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(
            current == text,
            $"{Path.GetRelativePath(Repository.Root, path)}, line {line + 1} is out of date: it should be "
                + $"\"{wanted.ElementAtOrDefault(line)}\". "
                + $"Remedy: run the tests with {Update}=1 and commit the file."
        );
    }
}
