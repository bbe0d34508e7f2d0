using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace Recsys.Model.Tests.Native;

/// <summary>The library as the build left it in the output folder.</summary>
public sealed class LibTorchSharpTests
{
    private const string Version = "GLIBCXX_3.4.32";
    private const uint VersionNeeds = 0x6ffffffe;

    private static byte[] Library()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("symbol versions are a matter of ELF");
        return File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
    }

    [Fact]
    public void It_loads()
    {
        _ = Library();
        _ = TorchSharp.torch.CPU; // loads libtorch, which it needs, first
        TorchSharp.torch.zeros(1).Dispose();
        Assert.True(NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"), out var handle));
        NativeLibrary.Free(handle);
    }

    [Fact]
    public void It_does_not_insist_on_a_runtime_that_this_machine_lacks()
    {
        var flags = Flags(Library(), Version);
        Assert.NotNull(flags);
        if (HostHas(Version)) Assert.Skip($"this machine's libstdc++ has {Version}");
        Assert.Equal(2, flags.Value & 2);
    }

    private static bool HostHas(string version)
    {
        var runtime =
            File.ReadLines("/proc/self/maps")
                .Select(line => line[(line.LastIndexOf(' ') + 1)..])
                .FirstOrDefault(path => path.Contains("libstdc++.so", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("no libstdc++ is loaded");
        return File.ReadAllBytes(runtime).AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{version}\0")) >= 0;
    }

    // vna_flags of the entry, null without one: System V gABI, "Symbol Versioning".
    private static ushort? Flags(byte[] file, string version)
    {
        long U(long at, int size) => size switch
        {
            2 => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan((int)at)),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((int)at)),
            _ => BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan((int)at)),
        };
        long Section(long index) => U(40, 8) + index * U(58, 2);
        var header = Enumerable.Range(0, (int)U(60, 2)).Select(i => Section(i)).First(at => U(at + 4, 4) == VersionNeeds);
        var (need, strings) = (U(header + 24, 8), U(Section(U(header + 40, 4)) + 24, 8));
        for (var library = U(header + 44, 4); library > 0; library--, need += U(need + 12, 4))
        {
            var entry = need + U(need + 8, 4);
            for (var left = U(need + 2, 2); left > 0; left--, entry += U(entry + 12, 4))
            {
                var name = file.AsSpan((int)(strings + U(entry + 8, 4)));
                if (Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]) == version) return (ushort)U(entry + 4, 2);
            }
        }
        return null;
    }
}
