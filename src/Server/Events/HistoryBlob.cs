using System.Buffers;
using System.Text;
using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Events;

/// <summary>
/// A history as bytes: a version, then each event as type, time since the one before (zigzag), length of the id in UTF-8, id; numbers as
/// 7-bit groups, lowest first.
/// </summary>
internal static class HistoryBlob
{
    private const byte Version = 1;

    public static byte[] Write(UserHistory history)
    {
        var bytes = new ArrayBufferWriter<byte>(16 + 16 * history.Items.Length);
        bytes.Write([Version]);
        var before = 0L;
        foreach (var (id, type, time) in history.Items)
        {
            WriteNumber(bytes, (ulong)type);
            var step = unchecked(time - before);
            WriteNumber(bytes, (ulong)((step << 1) ^ (step >> 63)));
            before = time;
            WriteNumber(bytes, (ulong)Encoding.UTF8.GetByteCount(id));
            Encoding.UTF8.GetBytes(id, bytes);
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no history.</exception>
    public static UserHistory Read(ReadOnlySpan<byte> bytes, Func<ProductEvent, ProductEvent> share)
    {
        if (bytes.Length == 0 || bytes[0] != Version) throw new InvalidDataException("unknown version of a history");
        bytes = bytes[1..];
        var (items, time) = (new List<ProductEvent>(), 0L);
        while (bytes.Length > 0)
        {
            var type = ReadNumber(ref bytes);
            var step = ReadNumber(ref bytes);
            time = unchecked(time + ((long)(step >> 1) ^ -(long)(step & 1)));
            var length = ReadNumber(ref bytes);
            if (type > byte.MaxValue || !Enum.IsDefined((EventType)type) || length > (ulong)bytes.Length)
                throw new InvalidDataException("a history is cut off or no history");
            items.Add(share(new ProductEvent(Encoding.UTF8.GetString(bytes[..(int)length]), (EventType)type, time)));
            bytes = bytes[(int)length..];
        }
        return UserHistory.Empty.With(items, items.Count);
    }

    private static void WriteNumber(ArrayBufferWriter<byte> bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7) bytes.Write([(byte)(number | 0x80)]);
        bytes.Write([(byte)number]);
    }

    private static ulong ReadNumber(ref ReadOnlySpan<byte> bytes)
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (bytes.Length == 0) break;
            var group = bytes[0];
            bytes = bytes[1..];
            number |= (ulong)(group & 0x7F) << shift;
            if (group < 0x80) return number;
        }
        throw new InvalidDataException("a number of a history is cut off");
    }
}
