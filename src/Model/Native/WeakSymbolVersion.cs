using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Build task: marks one required symbol version of an ELF64 library as weak (VER_FLG_WEAK, 0x2, in vna_flags of
/// .gnu.version_r; System V gABI, "Symbol Versioning"), so that the loader accepts a C++ runtime that lacks it.
/// Only safe where no relocation refers to a symbol of that version. Works on a copy: the source is never written.
/// </summary>
public class WeakSymbolVersion : Microsoft.Build.Utilities.Task
{
    private const uint VerneedSection = 0x6ffffffe;
    private const byte WeakFlag = 0x2;

    [Required] public string Source { get; set; } = "";
    [Required] public string Destination { get; set; } = "";
    [Required] public string SymbolVersion { get; set; } = "";
    /// <summary>The C++ runtime of this machine; empty to search the usual folders.</summary>
    public string Runtime { get; set; } = "";

    public override bool Execute()
    {
        try
        {
            var bytes = File.ReadAllBytes(Source);
            if (!HostHas(SymbolVersion))
            {
                Patch(bytes);
                Log.LogMessage(
                    MessageImportance.Normal,
                    "{0}: {1} marked weak; this machine's libstdc++ lacks it",
                    Path.GetFileName(Source),
                    SymbolVersion
                );
            }
            var temporary = Destination + ".tmp";
            File.WriteAllBytes(temporary, bytes);
            File.Delete(Destination);
            File.Move(temporary, Destination);
            return true;
        }
        catch (Exception e)
            when (e is IOException
                || e is UnauthorizedAccessException
                || e is InvalidDataException
                || e is ArgumentException
                || e is IndexOutOfRangeException
                || e is OverflowException
            )
        {
            Log.LogError(
                "{0}: cannot mark {1} weak: {2}. Remedy: use a system whose libstdc++ provides {1} (Debian 13, Ubuntu 24.04 or newer).",
                Source,
                SymbolVersion,
                e.Message
            );
            return false;
        }
    }

    private bool HostHas(string version)
    {
        string[] candidates = Runtime.Length > 0 ? new[] { Runtime } : new[]
        {
            "/usr/lib/x86_64-linux-gnu/libstdc++.so.6", "/usr/lib/aarch64-linux-gnu/libstdc++.so.6",
            "/usr/lib64/libstdc++.so.6", "/usr/lib/libstdc++.so.6",
        };
        foreach (var file in candidates)
        {
            if (File.Exists(file)) return IndexOf(File.ReadAllBytes(file), Encoding.ASCII.GetBytes("\0" + version + "\0")) >= 0;
        }
        return true; // not a glibc layout we know: leave the file as it is and let the loader speak
    }

    private static int IndexOf(byte[] haystack, byte[] needle)
    {
        for (
            var at = Array.IndexOf(haystack, needle[0]);
            at >= 0 && at <= haystack.Length - needle.Length;
            at = Array.IndexOf(haystack, needle[0], at + 1)
        )
        {
            var i = 1;
            while (i < needle.Length && haystack[at + i] == needle[i]) i++;
            if (i == needle.Length) return at;
        }
        return -1;
    }

    private void Patch(byte[] file)
    {
        if (file.Length < 64 || file[0] != 0x7f || file[1] != 'E' || file[2] != 'L' || file[3] != 'F' || file[4] != 2 || file[5] != 1)
            throw new InvalidDataException("not a little-endian ELF64 file");
        var sections = (long)U64(file, 40);
        int size = U16(file, 58), count = U16(file, 60);
        for (var i = 0; i < count; i++)
        {
            var header = checked((int)(sections + (long)i * size));
            if (U32(file, header + 4) != VerneedSection) continue;
            var strings = checked((int)U64(file, (int)(sections + (long)U32(file, header + 40) * size) + 24));
            if (PatchSection(file, checked((int)U64(file, header + 24)), (int)U32(file, header + 44), strings)) return;
        }
        throw new InvalidDataException("no entry " + SymbolVersion + " in .gnu.version_r");
    }

    private bool PatchSection(byte[] file, int need, int libraries, int strings)
    {
        for (var i = 0; i < libraries; i++)
        {
            int entries = U16(file, need + 2), aux = need + (int)U32(file, need + 8);
            for (var j = 0; j < entries; j++)
            {
                if (Name(file, strings + (int)U32(file, aux + 8)) == SymbolVersion)
                {
                    file[aux + 4] |= WeakFlag;
                    return true;
                }
                aux += (int)U32(file, aux + 12);
            }
            need += (int)U32(file, need + 12);
        }
        return false;
    }

    private static string Name(byte[] file, int start)
    {
        var end = Array.IndexOf(file, (byte)0, start);
        return Encoding.ASCII.GetString(file, start, end - start);
    }

    private static ushort U16(byte[] file, int at) => BitConverter.ToUInt16(file, at);
    private static uint U32(byte[] file, int at) => BitConverter.ToUInt32(file, at);
    private static ulong U64(byte[] file, int at) => BitConverter.ToUInt64(file, at);
}
