namespace Recsys.Contracts.Tests.Architecture;

/// <summary>Which namespace of a project uses which other one of it, and by what types.</summary>
/// <remarks>
/// An arrow is a type or an extension method that a file can see, by a using directive or in an enclosing namespace, and names; or a
/// type named in full. What only a comment names is none.
/// </remarks>
internal sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, SortedSet<string>>> _arrows = new(StringComparer.Ordinal);

    public NamespaceGraph(IReadOnlyCollection<SourceFile> files)
    {
        var declared = files
            .GroupBy(file => file.Namespace)
            .ToDictionary(group => group.Key, group => group.SelectMany(file => file.Declared).ToHashSet());
        var extensions = files
            .GroupBy(file => file.Namespace)
            .ToDictionary(group => group.Key, group => group.SelectMany(file => file.Extensions).ToHashSet());
        foreach (var name in declared.Keys) _arrows[name] = new(StringComparer.Ordinal);
        foreach (var file in files)
            foreach (var other in declared.Keys.Where(other => other != file.Namespace && other.Length > 0))
            {
                var visible = file.Usings.Contains(other) || file.Namespace.StartsWith($"{other}.", StringComparison.Ordinal);
                string[] seen =
                [
                    .. visible ? file.Words.Where(declared[other].Contains).Except(declared[file.Namespace]) : [],
                    .. visible ? file.Members.Where(extensions[other].Contains) : [],
                    .. declared[other].Where(type => InFull(file, $"{other}.{type}")),
                ];
                if (seen.Length == 0) continue;
                if (!_arrows[file.Namespace].TryGetValue(other, out var types))
                    _arrows[file.Namespace][other] = types = new(StringComparer.Ordinal);
                types.UnionWith(seen);
            }
    }

    public IReadOnlyCollection<string> Namespaces => _arrows.Keys;

    public int Arrows => _arrows.Values.Sum(targets => targets.Count);

    /// <summary>The namespaces that one uses.</summary>
    public IReadOnlyCollection<string> UsedBy(string name) => _arrows[name].Keys;

    /// <summary>An arrow in words, with the types that cause it.</summary>
    public string Describe(string from, string to) =>
        $"{from} -> {to} ({string.Join(", ", _arrows[from][to])})";

    /// <summary>Namespaces that reach each other, each with the arrows between them.</summary>
    public IReadOnlyList<string> Cycles()
    {
        var reached = _arrows.Keys.ToDictionary(name => name, Reached);
        return
        [
            .. _arrows
                .Keys.Where(name => reached[name].Contains(name))
                .GroupBy(name => string.Join(' ', _arrows.Keys.Where(other => Both(name, other))))
                .Select(knot => string.Join(
                    Environment.NewLine,
                    knot.SelectMany(from => UsedBy(from).Where(to => Both(from, to)).Select(to => Describe(from, to))))),
        ];

        bool Both(string a, string b) => reached[a].Contains(b) && reached[b].Contains(a);
    }

    private HashSet<string> Reached(string start)
    {
        var (seen, waiting) = (new HashSet<string>(), new Stack<string>(UsedBy(start)));
        while (waiting.TryPop(out var name))
            if (seen.Add(name))
                foreach (var next in UsedBy(name)) waiting.Push(next);
        return seen;
    }

    private static bool InFull(SourceFile file, string type) =>
        file.Usings.Contains(type) || file.Body.Contains(type, StringComparison.Ordinal);
}
