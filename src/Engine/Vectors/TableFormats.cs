namespace Recsys.Engine.Vectors;

/// <summary>The formats that there are.</summary>
public static class TableFormats
{
    /// <summary>The one that keeps every value as it is.</summary>
    public static TableFormat Exact { get; } = new Float32Format();

    /// <summary>All of them; the first is the one that shops use unless they say otherwise.</summary>
    public static IReadOnlyList<TableFormat> All { get; } =
    [
        new Int8Format(),
        Exact,
    ];

    /// <summary>The format of that name; null for none.</summary>
    public static TableFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>The format of a name that was checked before.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static TableFormat Of(string name) =>
        Find(name) ?? throw new ArgumentException($"'{name}' is not a table format; use {Names}", nameof(name));

    /// <summary>Their names, to be read in an error.</summary>
    public static string Names => string.Join(" or ", All.Select(format => format.Name));
}
