using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Recsys.Build.Arguments;

/// <summary>Command lines for a person to copy: any value stays one word of the shell.</summary>
public static class ShellText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it is where it needs no quotes, else in single ones.</summary>
    public static string Quote(string value) =>
        value.Length > 0 && value.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=@%+,".Contains(letter))
            ? value
            : $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A call of the server with one JSON field.</summary>
    public static string Post(string address, string field, string value) =>
        $"curl -X POST {address} -H 'content-type: application/json' -d {Quote(new JsonObject { [field] = value }.ToJsonString(Readable))}";
}
