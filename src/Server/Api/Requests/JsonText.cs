using System.Text.Json;

namespace Recsys.Server.Api.Requests;

/// <summary>Strings of a JSON document; it is only when they are read that invalid UTF-8 and half surrogates show.</summary>
internal static class JsonText
{
    public static bool TryRead(JsonElement value, out string text)
    {
        text = "";
        if (value.ValueKind != JsonValueKind.String) return false;
        try
        {
            text = value.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public static bool TryReadName(JsonProperty property, out string name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }
}
