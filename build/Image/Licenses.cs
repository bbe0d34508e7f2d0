using System.Text;

namespace Recsys.Build.Image;

/// <summary>
/// What the owners of the system libraries inside want to be handed on: the copyright file of each Debian package that a library comes from
/// (Debian Policy, section 12.5), under <c>/licenses/PACKAGE/copyright</c>. The published server brings its own, its runtime's and ONNX
/// Runtime's.
/// </summary>
/// <param name="root">Where the system is; replaced in tests.</param>
public sealed class Licenses(string root = "/")
{
    /// <summary>The folder in the image, and in the published server.</summary>
    public const string Folder = "licenses";

    /// <summary>One entry a package; a library whose package or text is not found here is named in <c>/licenses/MISSING</c>.</summary>
    public IReadOnlyList<LayerEntry> Of(IReadOnlyList<SystemLibrary> libraries)
    {
        var packages = Packages(libraries);
        var entries = new SortedDictionary<string, LayerEntry>(StringComparer.Ordinal);
        var missing = new StringBuilder();
        foreach (var library in libraries)
        {
            var text = packages.TryGetValue(library.Source, out var package)
                ? Path.Combine(root, "usr/share/doc", package, "copyright")
                : null;
            if (package is null || !File.Exists(text)) missing.Append(library.Target).Append('\n');
            // By its content: the file may be a link to another package's.
            else entries[$"{Folder}/{package}/copyright"] = new($"{Folder}/{package}"
                + $"/copyright", LayerEntry.Plain, Content: File.ReadAllBytes(text));
        }
        if (missing.Length > 0) entries[$"{Folder}/MISSING"] = LayerEntry.Text($"{Folder}/MISSING", missing.ToString());
        return [.. entries.Values];
    }

    // dpkg's lists name a file where its package put it; /lib may be a link to /usr/lib.
    private Dictionary<string, string> Packages(IReadOnlyList<SystemLibrary> libraries)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var library in libraries)
        {
            var path = "/" + Path.GetRelativePath(root, library.Source);
            wanted[path] = library.Source;
            wanted[path.StartsWith("/usr/", StringComparison.Ordinal) ? path["/usr".Length..] : "/usr" + path] = library.Source;
        }
        var packages = new Dictionary<string, string>(StringComparer.Ordinal);
        var lists = Path.Combine(root, "var/lib/dpkg/info");
        foreach (var list in Directory.Exists(lists) ? Directory.GetFiles(lists, "*.list").Order(StringComparer.Ordinal).ToArray() : [])
            foreach (var line in File.ReadLines(list))
                if (wanted.TryGetValue(line, out var source)) packages.TryAdd(source, Path.GetFileNameWithoutExtension(list).Split(':')[0]);
        return packages;
    }
}
