using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Recsys.Engine.Vectors;
using Recsys.Settings;
using Xunit;

namespace Recsys.Engine.Tests.Vectors;

public sealed class TableFormatTests
{
    public static TheoryData<string> Formats => [.. TableFormats.All.Select(format => format.Name)];

    [Theory]
    [InlineData(nameof(QuantizeSettings.Tables))]
    [InlineData(nameof(QuantizeSettings.Weights))]
    public void The_settings_allow_the_formats_that_there_are(string property)
    {
        var (allowed, names) = (typeof(QuantizeSettings).GetProperty(property)!, TableFormats.All.Select(format => format.Name).ToArray());
        Assert.Equal(names, allowed.GetCustomAttribute<AllowedValuesAttribute>()!.Values.Cast<string>());
        Assert.Equal(names[0], allowed.GetValue(new QuantizeSettings()));
    }

    [Fact]
    public void Names_and_codes_are_of_one_format_each()
    {
        Assert.Equal(TableFormats.All.Count, TableFormats.All.Select(format => format.Name).Distinct().Count());
        Assert.Equal(TableFormats.All.Count, TableFormats.All.Select(format => format.Code).Distinct().Count());
        Assert.All(TableFormats.All, format => Assert.Same(format, TableFormats.Find(format.Name)));
        Assert.Null(TableFormats.Find("INT8"));
        Assert.Contains(TableFormats.Names, Assert.Throws<ArgumentException>(() => TableFormats.Of("int9")).Message);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Rows_are_rounded_by_at_most_half_a_step(string name)
    {
        var format = TableFormats.Of(name);
        var random = new Random(2);
        // of any length, none among them, and magnitudes from 1e-5 to 1e4
        int[] starts = [0, 33, 33, 34, 98, 100, 660];
        float[] values = [.. Enumerable.Range(0, 660).Select(i => (float)((random.NextDouble() - 0.5) * Math.Pow(10, i / 66 - 5)))];
        var rows = format.Encode(values, starts);
        Assert.Equal(format.TotalBytes(starts), rows.Values.Length);
        var kept = format.Decode(rows, starts);
        Assert.Equal(values.Length, kept.Length);
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            var step = format.Scaled ? rows.Scales[row] : 0;
            var largest = values[starts[row]..starts[row + 1]].Select(Math.Abs).DefaultIfEmpty().Max();
            for (var i = starts[row]; i < starts[row + 1]; i++)
            {
                Assert.True(Math.Abs(kept[i] - values[i]) <= step * 0.50001, $"{values[i]} became {kept[i]}, a step is {step}");
                Assert.True(Math.Abs(kept[i]) <= largest * 1.00001f);
            }
            // the whole range of the integers is used
            if (format.Scaled && largest > 0) Assert.Equal((1 << (format.Bits - 1)) - 1, (int)Math.Round(largest / step));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_table_of_many_rows_is_what_its_rows_are(string name)
    {
        const int d = 32;
        var (format, random) = (TableFormats.Of(name), new Random(7));
        float[] values = [.. Enumerable.Range(0, 5 * d).Select(_ => (float)random.NextDouble() - 0.5f)];
        using var file = new MemoryStream();
        format.Write(file, values, d);
        Assert.Equal(5 * format.RowBytes(d), file.Length);
        var rows = format.Encode(values, d);
        Assert.Equal(rows.Values, file.ToArray()[..rows.Values.Length]);
        var (table, row) = (format.Open(file.ToArray(), 5, d, Int8Kernels.Of(null)), new float[d]);
        for (var i = 0; i < 5; i++)
        {
            table.CopyRow(i, row);
            Assert.Equal(format.Decode(rows, [0, d, 2 * d, 3 * d, 4 * d, 5 * d])[(i * d)..((i + 1) * d)], row);
        }
    }
}
