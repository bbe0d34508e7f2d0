namespace Recsys.Testing;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Its root folder: the first one upwards that holds global.json.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A file or folder of the checkout.</summary>
    public static string At(params string[] names) => Path.Combine([Root, .. names]);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "global.json"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside a checkout"));
}
