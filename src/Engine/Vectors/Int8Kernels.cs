using System.Runtime.Intrinsics.X86;

namespace Recsys.Engine.Vectors;

/// <summary>
/// The kernels that there are. Which one runs is decided once, when a bundle is opened, by what the processor has: one binary serves on
/// old and new ones.
/// </summary>
public static class Int8Kernels
{
    /// <summary>The fastest first; the last runs everywhere.</summary>
    internal static IReadOnlyList<Int8Kernel> All { get; } =
    [
        new NativeKernel("avx512-vnni", 3),
        new NativeKernel("avx-vnni", 2),
        new NativeKernel("avx2", 1),
        new ManagedKernel("managed-512", Avx512BW.IsSupported, Int8Dot.Avx512),
        new ManagedKernel("managed-256", Avx2.IsSupported, Int8Dot.Avx256),
        new ManagedKernel("managed-128", true, Int8Dot.Portable),
    ];

    /// <summary>The names of those that run here, the fastest first.</summary>
    public static IReadOnlyList<string> Names => [.. All.Where(kernel => kernel.Runs).Select(kernel => kernel.Name)];

    /// <summary>The kernel of that name, or the fastest.</summary>
    /// <exception cref="ArgumentException">It does not run here; names those that do.</exception>
    internal static Int8Kernel Of(string? name) =>
        All.FirstOrDefault(kernel => kernel.Runs && (name is null || kernel.Name == name))
        ?? throw new ArgumentException($"'{name}' is no kernel that runs here; use {string.Join(" or ", Names)}", nameof(name));
}
