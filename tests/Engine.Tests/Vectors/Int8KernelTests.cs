using CsCheck;
using Recsys.Engine.Ranking;
using Recsys.Engine.Tests.Support;
using Recsys.Engine.Vectors;
using Xunit;

namespace Recsys.Engine.Tests.Vectors;

public sealed class Int8KernelTests
{
    private static readonly Gen<int> Dimensions = Gen.Int[1, 16].Select(n => n * 32);

    [Fact]
    public void Every_kernel_gives_the_same_bits()
    {
        var kernels = LinkedKernels.All.ToArray();
        Gen.Select(Dimensions, Gen.Int[0, 70], Gen.Int[0, 1_000_000], Gen.Bool).Sample((d, n, seed, added) =>
        {
            var data = Data.Random(d, n, seed, added);
            var scores = data.Expected();
            var sorted = scores.Select((score, i) => added ? score * data.Factor + data.Addends[i] : score).ToArray();
            var threshold = n == 0 ? 0 : sorted.Order().ElementAt(n / 2);
            var hits = sorted.Select((score, i) => new Hit(i, score)).Where(hit => hit.Score > threshold).ToArray();
            foreach (var kernel in kernels)
            {
                var actual = new float[n];
                kernel.Score(data.Scan(threshold), actual);
                Assert.Equal(scores.Select(BitConverter.SingleToInt32Bits), actual.Select(BitConverter.SingleToInt32Bits));
                var found = new Hit[n];
                var count = kernel.Candidates(data.Scan(threshold), found);
                Assert.Equal(hits, found[..count]);
            }
        }, iter: 150);
    }

    [Fact]
    public void The_largest_possible_sums_do_not_overflow()
    {
        foreach (var (value, query) in new (sbyte, short)[] { (-128, -32767), (-128, 32767), (127, 32767), (127, -32767) })
        {
            var data = new Data(512, Enumerable.Repeat(value, 512 * 17).ToArray(), Enumerable.Repeat(1f, 17).ToArray(),
                Enumerable.Repeat(query, 512).ToArray(), [], 1, 1);
            foreach (var kernel in LinkedKernels.All)
            {
                var scores = new float[17];
                kernel.Score(data.Scan(0), scores);
                Assert.All(scores, score => Assert.Equal((float)(value * query * 512), score));
            }
        }
    }

    [Fact]
    public void What_is_no_number_is_a_candidate_everywhere()
    {
        var data = Data.Random(64, 40, 3, added: false);
        data.Scales[7] = float.NaN;
        data.Scales[39] = float.NaN;
        foreach (var kernel in LinkedKernels.All)
        {
            var hits = new Hit[40];
            Assert.Equal(2, kernel.Candidates(data.Scan(float.MaxValue), hits));
            Assert.Equal((7, 39), (hits[0].Product, hits[1].Product));
        }
    }

    [Fact]
    public void The_kernels_of_the_published_server_are_among_them()
    {
        Assert.SkipWhen(LinkedKernels.Obstacle is not null, LinkedKernels.Obstacle ?? "");
        Assert.SkipUnless(System.Runtime.Intrinsics.X86.Avx2.IsSupported, "an old processor");
        Assert.Contains("avx2", LinkedKernels.All.Select(kernel => kernel.Name));
    }

    [Fact]
    public void One_that_does_not_run_here_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => Int8Kernels.Of("mmx"));
        Assert.Contains("managed-128", refused.Message, StringComparison.Ordinal);
    }

    private sealed record Data(int Dimensions, sbyte[] Rows, float[] Scales, short[] Query, float[] Addends, float Unit, float Factor)
    {
        public static Data Random(int d, int n, int seed, bool added)
        {
            var random = new Random(seed);
            return new(
                d,
                [.. Enumerable.Range(0, n * d).Select(_ => (sbyte)random.Next(-128, 128))],
                [.. Enumerable.Range(0, n).Select(_ => (float)random.NextDouble())],
                [.. Enumerable.Range(0, d).Select(_ => (short)random.Next(-32767, 32768))],
                added ? [.. Enumerable.Range(0, n).Select(_ => (float)random.NextDouble())] : [],
                3.7e-5f,
                1.3f
            );
        }

        public Int8Scan Scan(float threshold) => new()
        {
            Rows = Rows,
            Scales = Scales,
            Query = Query,
            Unit = Unit,
            Factor = Factor,
            Addends = Addends,
            Threshold = threshold,
        };

        // By the definition, in 64 bits.
        public float[] Expected()
        {
            var scores = new float[Scales.Length];
            for (var r = 0; r < scores.Length; r++)
            {
                long sum = 0;
                for (var i = 0; i < Dimensions; i++) sum += (long)Rows[r * Dimensions + i] * Query[i];
                scores[r] = checked((int)sum) * (Scales[r] * Unit);
            }
            return scores;
        }
    }
}
