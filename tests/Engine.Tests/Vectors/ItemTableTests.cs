using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Ranking;
using Recsys.Engine.Vectors;
using Recsys.Engine.Tests.Support;
using Recsys.Model.Checkpoints;
using Xunit;

namespace Recsys.Engine.Tests.Vectors;

public sealed class ItemTableTests
{
    [Theory]
    [MemberData(nameof(TableFormatTests.Formats), MemberType = typeof(TableFormatTests))]
    public void Scores_are_the_dot_products_with_the_stored_vectors(string format)
    {
        const int n = 3_000, d = 64;
        var random = new Random(3);
        var items = Random(n, d, random);
        var table = Table(items, format);
        var stored = ReferenceEncoder.Rounded(items, TableFormats.Of(format));
        var query = Random(1, d, random).Data;
        var scores = new float[n];
        table.Score(query, 0, scores.AsSpan(0, 1000));
        table.Score(query, 1000, scores.AsSpan(1000, 1000));
        table.Score(query, 2000, scores.AsSpan(2000, 1000));
        var expected = Enumerable
            .Range(0, n)
            .Select(i => Close.Dot(stored.Data.AsSpan(i * d, d).ToArray().Select(v => (double)v), query.Select(v => (double)v)))
            .ToArray();
        Close.Equal(expected, scores, 2e-4);

        var row = new float[d];
        table.CopyRow(1234, row);
        Assert.Equal(stored.Data[(1234 * d)..(1235 * d)], row);
    }

    [Theory]
    [MemberData(nameof(TableFormatTests.Formats), MemberType = typeof(TableFormatTests))]
    public void The_best_are_those_of_a_full_sort_without_the_excluded(string format)
    {
        var items = Random(2_500, 32, new Random(4));
        var table = Table(items, format);
        var query = Random(1, 32, new Random(5)).Data;
        var scores = new float[2_500];
        for (var i = 0; i < scores.Length; i++) table.Score(query, i, scores.AsSpan(i, 1));
        var exclude = Enumerable.Range(0, 2_500).Where(i => i % 3 == 0).ToHashSet();
        var expected = scores
            .Select((score, i) => new Hit(i, score))
            .Where(hit => !exclude.Contains(hit.Product))
            .OrderByDescending(hit => hit.Score)
            .ThenBy(hit => hit.Product);
        Assert.Equal(expected.Take(50), table.Top(query, 50, exclude));
        Assert.Equal(2_500, table.Top(query, int.MaxValue, null).Length);
    }

    [Theory]
    [MemberData(nameof(TableFormatTests.Formats), MemberType = typeof(TableFormatTests))]
    public void Every_kernel_ranks_the_same(string format)
    {
        const int n = 20_011, d = 64;
        var items = Random(n, d, new Random(8));
        var query = Random(1, d, new Random(9)).Data;
        var addends = Random(1, n, new Random(10)).Data;
        var exclude = Enumerable.Range(0, n).Where(i => i % 5 == 0).ToHashSet();
        var scores = new float[n];
        Table(items, format).Score(query, 0, scores);
        var expected = scores
            .Select((score, i) => new Hit(i, score * 0.75f + addends[i]))
            .Where(hit => !exclude.Contains(hit.Product))
            .OrderByDescending(hit => hit.Score)
            .ThenBy(hit => hit.Product)
            .Take(100)
            .ToArray();
        foreach (var kernel in LinkedKernels.All)
            Assert.Equal(expected, Table(items, format, kernel).Top(query, 100, exclude, 0.75f, addends));
    }

    [Theory]
    [MemberData(nameof(TableFormatTests.Formats), MemberType = typeof(TableFormatTests))]
    public void Scores_of_some_rows_are_those_of_the_whole_table(string format)
    {
        var table = Table(Random(50, 32, new Random(11)), format);
        var query = Random(1, 32, new Random(12)).Data;
        var (all, some) = (new float[50], new float[3]);
        table.Score(query, 0, all);
        table.Score(query, [49, 0, 17], some);
        Assert.Equal([all[49], all[0], all[17]], some);
    }

    [Theory]
    [MemberData(nameof(TableFormatTests.Formats), MemberType = typeof(TableFormatTests))]
    public void Queries_of_extreme_size_give_finite_scores(string format)
    {
        var items = Random(10, 32, new Random(6));
        items.Data.AsSpan(0, 32).Clear();
        items.Data.AsSpan(32, 32).Fill(1e-42f);
        var table = Table(items, format);
        foreach (var value in (float[])[0, 1e-45f, -1e-40f, 1e30f])
        {
            var hits = table.Top(Enumerable.Repeat(value, 32).ToArray(), 10, null);
            Assert.All(hits, hit => Assert.True(float.IsFinite(hit.Score), $"{value}: {hit}"));
        }
    }

    private static FloatTensor Random(int n, int d, Random random) =>
        new([n, d], [.. Enumerable.Range(0, n * d).Select(_ => (float)(2 * random.NextDouble() - 1))]);

    private static ItemTable Table(FloatTensor items, string format, Int8Kernel? kernel = null)
    {
        using var content = new MemoryStream();
        TableFormats.Of(format).Write(content, items.Data, (int)items.Shape[1]);
        var manifest = new BundleManifest
        {
            Name = "t",
            Files = [],
            Encoder = Fixture.Shape((int)items.Shape[1]),
            ProductIdType = "text",
            Products = (int)items.Shape[0],
            Tables = format,
            Repeats = true,
            Lineage = [],
        };
        return ItemTable.Open(content.ToArray(), manifest, "items.bin", kernel);
    }
}
