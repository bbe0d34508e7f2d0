using System.Text.Json.Nodes;

namespace Recsys.Settings;

/// <summary>The layers laid over one another, and which layer set what.</summary>
/// <param name="file">Named as the origin of what no layer set.</param>
internal sealed class SettingsTree(string file)
{
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);

    public JsonObject Root { get; } = [];

    /// <summary>Dotted path to origin, of everything that a layer wrote.</summary>
    public IReadOnlyDictionary<string, string> Origins => _origins;

    /// <summary>Settings that a layer took out by writing null, so that misspelt ones are found too.</summary>
    public List<string[]> Removed { get; } = [];

    /// <summary>Lays a layer on top: objects merge by key, anything else replaces, null removes. The origin of a dotted path is what
    /// mistakes name.</summary>
    public void Add(JsonObject layer, Func<string, string> origin) => Merge(Root, layer, [], origin);

    /// <summary>Sets one value on top.</summary>
    public void Set(string[] path, JsonNode? value, string origin)
    {
        for (var i = path.Length - 1; i >= 0; i--) value = new JsonObject { [path[i]] = value };
        Add(value!.AsObject(), _ => origin);
    }

    /// <summary>Where the first of the settings that anyone wrote was written; else the nearest section above the first.</summary>
    public string Origin(params IReadOnlyList<string> paths)
    {
        if (paths.FirstOrDefault(_origins.ContainsKey) is { } written) return _origins[written];
        for (var path = paths[0]; path.LastIndexOf('.') is var dot and > 0;)
        {
            path = path[..dot];
            if (_origins.TryGetValue(path, out var origin)) return origin;
        }
        return file;
    }

    private void Merge(JsonObject target, JsonObject layer, string[] parent, Func<string, string> origin)
    {
        foreach (var (name, value) in layer)
        {
            string[] path = [.. parent, name];
            var dotted = string.Join('.', path);
            _origins[dotted] = origin(dotted);
            if (value is null)
            {
                target.Remove(name);
                Removed.Add(path);
            }
            else if (value is JsonObject members)
            {
                if (target[name] is not JsonObject section) target[name] = section = [];
                Merge(section, members, path, origin);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
