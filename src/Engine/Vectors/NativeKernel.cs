using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Recsys.Engine.Ranking;

namespace Recsys.Engine.Vectors;

/// <summary>
/// A kernel of <c>Native/kernels.c</c>. Without a compiler at run time C# knows only the oldest processor it may meet; these know the one
/// at hand. They are linked into the published server, and absent everywhere else.
/// </summary>
/// <param name="id">As the C file numbers it.</param>
internal sealed unsafe partial class NativeKernel(string name, int id) : Int8Kernel
{
    private const string Library = "recsys_kernels";

    /// <summary>Set for the native compiler where the C file was compiled too.</summary>
    [FeatureSwitchDefinition("Recsys.NativeKernels")]
    internal static bool Linked => AppContext.TryGetSwitch("Recsys.NativeKernels", out var linked) && linked;

    public override string Name => name;

    public override bool Runs => Linked && RunsHere(id) != 0;

    public override void Score(in Int8Scan scan, Span<float> scores)
    {
        fixed (float* into = scores) Run(scan, into, null);
    }

    public override int Candidates(in Int8Scan scan, Span<Hit> hits)
    {
        fixed (Hit* into = hits) return Run(scan, null, into);
    }

    private int Run(in Int8Scan scan, float* scores, Hit* hits)
    {
        fixed (sbyte* rows = scan.Rows)
        fixed (float* scales = scan.Scales, addends = scan.Addends)
        fixed (short* query = scan.Query)
        {
            var asked = new Asked
            {
                Rows = rows,
                Scales = scales,
                Query = query,
                Addends = addends,
                Scores = scores,
                Hits = hits,
                Count = scan.Scales.Length,
                Dimensions = scan.Query.Length,
                Unit = scan.Unit,
                Factor = scan.Factor,
                Threshold = scan.Threshold,
            };
            return (int)Scan(id, &asked);
        }
    }

    [LibraryImport(Library, EntryPoint = "recsys_kernel_runs")]
    private static partial int RunsHere(int kernel);

    [LibraryImport(Library, EntryPoint = "recsys_kernel_scan")]
    private static partial long Scan(int kernel, Asked* asked);

    /// <summary><c>scan</c> of the C file.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Asked
    {
        public sbyte* Rows;
        public float* Scales;
        public short* Query;
        public float* Addends;
        public float* Scores;
        public Hit* Hits;
        public long Count, Dimensions;
        public float Unit, Factor, Threshold;
    }
}
