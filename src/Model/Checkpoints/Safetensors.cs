using System.Buffers.Binary;
using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Checkpoints;

/// <summary>
/// float32 files in the safetensors format: 8 bytes of header length (little-endian), the header as JSON (name to
/// dtype, shape and byte range), the values. Names are sorted and the header is padded with spaces to a multiple of 8
/// bytes, so the same tensors give the same bytes.
/// </summary>
public static class Safetensors
{
    private const int LongestHeader = 100_000_000; // the format's own limit
    private const string Metadata = "__metadata__";
    private const string Remedy = "Remedy: run the step that writes it again.";

    /// <summary>Writes the whole file or nothing.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, FloatTensor> tensors)
    {
        if (tensors.ContainsKey(Metadata)) throw new ArgumentException($"{Metadata} is no name for a tensor", nameof(tensors));
        var sorted = tensors.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToArray();
        var header = Header(sorted);
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            file.Write(length);
            file.Write(header);
            foreach (var (_, tensor) in sorted) Bytes.Write(file, tensor.Data);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads every tensor after checking that the header describes the file exactly: no gap, no overlap, no rest.</summary>
    /// <exception cref="ArtifactException">Missing or malformed; names the file and the tensor.</exception>
    public static SortedDictionary<string, FloatTensor> Read(string path)
    {
        if (!File.Exists(path)) throw new ArtifactException($"{path} is missing. {Remedy}");
        using var file = File.OpenRead(path);
        var entries = ReadHeader(file, path, out var bodyLength);
        var tensors = new SortedDictionary<string, FloatTensor>(StringComparer.Ordinal);
        long expected = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Start).ThenBy(entry => entry.End))
        {
            if (entry.Start != expected)
                throw Malformed(path, $"the values of {entry.Name} start at byte {entry.Start}, expected {expected}");
            expected = entry.End;
            if (expected > bodyLength) throw Malformed(path, $"the values of {entry.Name} end at byte {entry.End} of {bodyLength}");
            var data = new float[(entry.End - entry.Start) / sizeof(float)];
            Bytes.Read(file, data);
            tensors.Add(entry.Name, new FloatTensor(entry.Shape, data));
        }
        if (expected != bodyLength) throw Malformed(path, $"{bodyLength - expected} bytes belong to no tensor");
        return tensors;
    }

    private static byte[] Header(KeyValuePair<string, FloatTensor>[] sorted)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            long at = 0;
            json.WriteStartObject();
            foreach (var (name, tensor) in sorted)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var size in tensor.Shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += (long)tensor.Data.Length * sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static List<Entry> ReadHeader(FileStream file, string path, out long bodyLength)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        if (file.Length < prefix.Length) throw Malformed(path, "it is shorter than 8 bytes");
        file.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LongestHeader || (long)length > file.Length - prefix.Length)
            throw Malformed(path, $"its header of {length} bytes does not fit");
        bodyLength = file.Length - prefix.Length - (long)length;
        var header = new byte[length];
        file.ReadExactly(header);
        try
        {
            using var json = JsonDocument.Parse(header);
            var entries = new List<Entry>();
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Name != Metadata) entries.Add(Entry.Parse(path, property));
            }
            if (entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw Malformed(path, $"the tensor {twice.Key} occurs twice");
            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ArtifactException($"{path} is not a usable safetensors file: its header is malformed: {e.Message} {Remedy}", e);
        }
    }

    private static ArtifactException Malformed(string path, string what) =>
        new($"{path} is not a usable safetensors file: {what}. {Remedy}");

    private sealed record Entry(string Name, long[] Shape, long Start, long End)
    {
        public static Entry Parse(string path, JsonProperty property)
        {
            var (name, value) = (property.Name, property.Value);
            var type = value.GetProperty("dtype").GetString();
            if (type != "F32") throw Malformed(path, $"{name} is of type {type}, expected F32");
            var shape = value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
            var offsets = value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
            if (offsets is not [>= 0 and var start, var end] || end < start) throw Malformed(path, $"{name} has no usable data_offsets");
            UInt128 bytes = sizeof(float);
            foreach (var size in shape)
            {
                if (size < 0) throw Malformed(path, $"{name} has a negative size in its shape");
                bytes *= (ulong)size;
                if (bytes > long.MaxValue) break;
            }
            if (bytes != (UInt128)(end - start))
                throw Malformed(path, $"{name} of shape [{string.Join(", ", shape)}] does not take {end - start} bytes");
            return new Entry(name, shape, start, end);
        }
    }
}
