using System.Text.Json;

namespace Recsys.Server.Api.Requests;

/// <summary>
/// A JSON object with a fixed set of fields: any other field is an error, as is a field given twice or of another type.
/// An optional field may be null, which is the same as leaving it out.
/// </summary>
internal readonly struct RequestObject
{
    private readonly string _path;
    private readonly FieldErrors _errors;
    private readonly string[] _names;
    private readonly JsonElement[] _values;

    /// <param name="path">Where the object stands in the request; empty for the whole body.</param>
    public RequestObject(JsonElement element, string path, FieldErrors errors, string[] names)
    {
        (_path, _errors, _names, _values) = (path, errors, names, new JsonElement[names.Length]);
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path.Length == 0 ? "body" : path, "must be an object");
            Usable = false;
            return;
        }
        Usable = true;
        foreach (var property in element.EnumerateObject()) Take(property);
    }

    /// <summary>false: it was no object, which is noted, so that its fields are not missed as well.</summary>
    private bool Usable { get; }

    /// <summary>A text; empty on error.</summary>
    public string Text(string name)
    {
        if (!TryRequired(name, out var value)) return "";
        if (!JsonText.TryRead(value, out var text)) Add(name, "must be a string of valid Unicode");
        else if (string.IsNullOrWhiteSpace(text)) Add(name, "must not be empty");
        return text;
    }

    /// <summary>A text that may be left out; it may be empty.</summary>
    public string? OptionalText(string name)
    {
        if (!TryOptional(name, out var value)) return null;
        if (JsonText.TryRead(value, out var text)) return text;
        Add(name, "must be a string of valid Unicode");
        return null;
    }

    /// <summary>An id as canonical text; empty on error.</summary>
    public string Id(string name)
    {
        if (!TryRequired(name, out var value)) return "";
        if (!CanonicalId.TryRead(value, out var id)) Add(name, CanonicalId.Rule);
        return id;
    }

    /// <summary>An id that may be left out.</summary>
    public string? OptionalId(string name) => TryOptional(name, out _) ? Id(name) : null;

    /// <summary>A whole number within bounds, or the default.</summary>
    public int Whole(string name, int least, int most, int missing)
    {
        if (!TryOptional(name, out var value))
            return missing;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Add(name, $"must be a whole number from {least} to {most}");
        return missing;
    }

    /// <summary>A list that may be left out.</summary>
    public JsonElement? OptionalList(string name)
    {
        if (!TryOptional(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Array) return value;
        Add(name, "must be a list");
        return null;
    }

    /// <summary>A number of 0 or more that may be left out.</summary>
    public double? OptionalAmount(string name)
    {
        if (!TryOptional(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) && number >= 0)
            return number;
        Add(name, "must be a number of 0 or more");
        return null;
    }

    /// <summary>Any value that must be there.</summary>
    public bool TryRequired(string name, out JsonElement value)
    {
        value = _values[Array.IndexOf(_names, name)];
        if (value.ValueKind != JsonValueKind.Undefined) return true;
        if (Usable) Add(name, "is missing");
        return false;
    }

    /// <summary>Any value, unless it is null or left out.</summary>
    public bool TryOptional(string name, out JsonElement value)
    {
        value = _values[Array.IndexOf(_names, name)];
        return value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
    }

    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public void Add(string name, string error) => _errors.Add(PathOf(name), error);

    private void Take(JsonProperty property)
    {
        if (!JsonText.TryReadName(property, out var name))
        {
            _errors.Add(_path.Length == 0 ? "body" : _path, "a field's name is not valid Unicode");
            return;
        }
        var index = Array.IndexOf(_names, name);
        if (index < 0) Add(name, $"is no field of this request; the fields are {string.Join(", ", _names)}");
        else if (_values[index].ValueKind != JsonValueKind.Undefined) Add(name, "is given twice");
        else _values[index] = property.Value;
    }
}
