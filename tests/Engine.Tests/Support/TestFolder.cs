namespace Recsys.Engine.Tests.Support;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("recsys-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A new empty folder inside.</summary>
    public string Folder(string name) => Directory.CreateDirectory(File(name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
