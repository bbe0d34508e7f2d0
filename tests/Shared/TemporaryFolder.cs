namespace Recsys.Testing;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _base = Directory.CreateTempSubdirectory("recsys-").FullName;

    /// <param name="name">The folder's own name, for tests about odd paths.</param>
    public TemporaryFolder(string name = "test") => Root = Directory.CreateDirectory(Path.Combine(_base, name)).FullName;

    public string Root { get; }

    public string At(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>Writes a text file, with its folders, and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(_base, recursive: true);
}
