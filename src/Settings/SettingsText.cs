using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Recsys.Contracts.Faults;

namespace Recsys.Settings;

/// <summary>Reads the text of one settings file and remembers the line of every setting in it.</summary>
internal sealed class SettingsText
{
    private readonly byte[] _bytes;
    private readonly string _file;
    private readonly List<SettingsMistake> _mistakes;
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<int> _lineStarts = [0];

    private SettingsText(byte[] bytes, string file, List<SettingsMistake> mistakes)
    {
        (_bytes, _file, _mistakes) = (bytes, file, mistakes);
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == '\n') _lineStarts.Add(i + 1);
    }

    public JsonObject Root { get; private set; } = [];

    /// <summary>Parses JSON with comments and trailing commas; null after adding a mistake with line and column, under the name given as
    /// file.</summary>
    public static SettingsText? Parse(byte[] bytes, string file, List<SettingsMistake> mistakes)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var text = new SettingsText(bytes, file, mistakes);
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            text.Read();
            return text;
        }
        catch (JsonException e)
        {
            mistakes.Add(new SettingsMistake("", file, $"{text.Position(e)}: {Reason(e)} Remedy: correct the JSON there."));
        }
        catch (Exception e) when (e is DecoderFallbackException or InvalidOperationException)
        {
            mistakes.Add(new SettingsMistake("", file, "the file is not valid UTF-8 text. Remedy: save it as UTF-8."));
        }
        return null;
    }

    /// <summary><c>file:line</c> of a setting in this file.</summary>
    public string Origin(string path) => _lines.TryGetValue(path, out var line) ? $"{_file}:{line}" : _file;

    private void Read()
    {
        var reader = new Utf8JsonReader(
            _bytes,
            new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
        );
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("the file must hold one object, { … }.", null, 0, 0);
        Root = Object(ref reader, "");
        reader.Read();
    }

    private JsonObject Object(ref Utf8JsonReader reader, string path)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var member = SettingsPath.Join(path, name);
            var line = Line(reader.TokenStartIndex);
            if (result.ContainsKey(name))
                _mistakes.Add(
                    new SettingsMistake(
                        member,
                        $"{_file}:{line}",
                        $"is set twice in one file, first in line {_lines[member]}. Remedy: keep one of the two."
                    )
                );
            _lines[member] = line;
            reader.Read();
            result[name] = Value(ref reader, member);
        }
        return result;
    }

    private JsonNode? Value(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return Object(ref reader, path);
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.String) return JsonValue.Create(reader.GetString());
        if (reader.TokenType != JsonTokenType.StartArray) return JsonValue.Create(JsonElement.ParseValue(ref reader));
        var items = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Value(ref reader, path));
        return items;
    }

    private int Line(long offset)
    {
        var index = _lineStarts.BinarySearch((int)offset);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>The reader counts lines and bytes from 0; people count lines and characters from 1.</summary>
    private string Position(JsonException e)
    {
        var line = (int)Math.Clamp(e.LineNumber ?? 0, 0, _lineStarts.Count - 1);
        var start = _lineStarts[line];
        var length = (int)Math.Clamp(e.BytePositionInLine ?? 0, 0, _bytes.Length - start);
        return $"line {line + 1}, column {Encoding.UTF8.GetCharCount(_bytes, start, length) + 1}";
    }

    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}

/// <summary>Dotted paths of settings.</summary>
internal static class SettingsPath
{
    public static string Join(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    /// <summary>True when one of the two is the other or lies under it.</summary>
    public static bool Overlap(string a, string b) =>
        a == b || a.StartsWith(b + ".", StringComparison.Ordinal) || b.StartsWith(a + ".", StringComparison.Ordinal);
}
