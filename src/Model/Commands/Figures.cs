using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Commands;

/// <summary>A step's figures (rows kept, validation NDCG, bytes, …) as a flat JSON object, sorted by name.</summary>
public static class Figures
{
    /// <summary>Writes the figures; does nothing without a path.</summary>
    public static void Write(string? path, IReadOnlyDictionary<string, double> figures)
    {
        if (path is null) return;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            foreach (var (name, value) in figures.OrderBy(figure => figure.Key, StringComparer.Ordinal)) json.WriteNumber(name, value);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        AtomicFile.Write(path, buffer.ToArray());
    }
}
