using System.Text.Json;

namespace Recsys.Server.Api.Requests;

/// <summary>
/// A JSON object with a fixed set of fields: any other field is an error, as is a field given twice or one that breaks its rule.
/// An optional field may be null, which is the same as leaving it out.
/// </summary>
internal readonly struct RequestObject
{
    private readonly RequestValue _object;
    private readonly string[] _names;
    private readonly JsonElement[] _values;

    public RequestObject(RequestValue value, string[] names)
    {
        (_object, _names, _values) = (value, names, new JsonElement[names.Length]);
        if (!value.IsObject)
        {
            // Noted once, so that its fields are not missed as well.
            value.Refuse("must be an object");
            return;
        }
        foreach (var property in value.Json.EnumerateObject()) Take(property);
    }

    /// <summary>A field that must be there.</summary>
    public T Required<T>(string name, ValueRule<T> rule)
    {
        var field = Field(name);
        if (field.Json.ValueKind != JsonValueKind.Undefined) return field.Read(rule);
        if (_object.IsObject) field.Refuse("is missing");
        return rule.Nothing;
    }

    /// <summary>A field, or the default of its type where it is left out.</summary>
    public T? Optional<T>(string name, ValueRule<T> rule) => TryGet(name, out var field) ? field.Read(rule) : default;

    /// <summary>A field, or what it stands for where it is left out.</summary>
    public T Optional<T>(string name, ValueRule<T> rule, T missing) => TryGet(name, out var field) ? field.Read(rule) : missing;

    /// <summary>A field as it is, unless it is null or left out.</summary>
    public bool TryGet(string name, out RequestValue field)
    {
        field = Field(name);
        return field.Json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
    }

    /// <summary>Notes what is wrong with a field beside others.</summary>
    public void Refuse(string name, string error) => Field(name).Refuse(error);

    private RequestValue Field(string name) => _object.Field(name, _values[Array.IndexOf(_names, name)]);

    private void Take(JsonProperty property)
    {
        if (!JsonText.TryReadName(property, out var name))
        {
            _object.Refuse("a field's name is not valid Unicode");
            return;
        }
        var field = _object.Field(name, property.Value);
        var index = Array.IndexOf(_names, name);
        if (index < 0) field.Refuse($"is no field of this request; the fields are {string.Join(", ", _names)}");
        else if (_values[index].ValueKind != JsonValueKind.Undefined) field.Refuse("is given twice");
        else _values[index] = property.Value;
    }
}
