using System.Globalization;
using System.Text.Json;

namespace Recsys.Server.Api.Requests;

/// <summary>A value and where it stands in its request, so that a mistake is noted under its path.</summary>
/// <param name="Path"><c>history[2].type</c>; empty for the whole body.</param>
internal readonly record struct RequestValue(JsonElement Json, string Path, FieldErrors Errors)
{
    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    /// <summary>The value, or the rule's stand-in after noting that the rule is broken.</summary>
    public T Read<T>(ValueRule<T> rule)
    {
        if (rule.TryRead(Json, out var read)) return read;
        Refuse(rule.Demand);
        return rule.Nothing;
    }

    /// <summary>An object with these fields and no others.</summary>
    public RequestObject Fields(string[] names) => new(this, names);

    /// <summary>Every item of a list, as far as there is room for more errors; none on error.</summary>
    /// <param name="read">Reads one item.</param>
    /// <param name="most">Items allowed; null: as many as the body has room for.</param>
    public List<T> List<T>(Func<RequestValue, T> read, int? most = null)
    {
        if (Json.ValueKind != JsonValueKind.Array || Json.GetArrayLength() > most)
        {
            Refuse(most is null ? "must be a list" : $"must be a list of at most {most} items");
            return [];
        }
        var items = new List<T>(Json.GetArrayLength());
        foreach (var item in Json.EnumerateArray())
        {
            if (Errors.Full) break;
            items.Add(read(new RequestValue(item, string.Create(CultureInfo.InvariantCulture, $"{Path}[{items.Count}]"), Errors)));
        }
        return items;
    }

    /// <summary>Notes what is wrong with the value.</summary>
    public void Refuse(string error) => Errors.Add(Path.Length == 0 ? "body" : Path, error);

    /// <summary>A field of this object.</summary>
    public RequestValue Field(string name, JsonElement value) => new(value, Path.Length == 0 ? name : $"{Path}.{name}", Errors);
}
