using System.Globalization;
using System.Text.Json;
using CsCheck;
using Recsys.Model.Tuning;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Tuning;

public sealed class TuningAxisTests
{
    private static TuningAxis Axis(double from, double to, string? scale = null, bool whole = false) =>
        new(
            "train.x",
            new TunedSetting
            {
                From = from,
                To = to,
                Scale = scale,
            },
            whole
        );

    [Fact]
    public void Values_stay_inside_their_range_and_come_back_to_their_position() =>
        Gen.Select(Gen.Double[0.0001, 2], Gen.Double[0, 3], Gen.Bool, Gen.Double[0, 1])
            .Sample(
                (from, width, logarithmic, position) =>
                {
                    var axis = Axis(from, from + width, logarithmic ? "log" : null);
                    var value = double.Parse(axis.Value(position), CultureInfo.InvariantCulture);
                    Assert.InRange(value, from, from + width);
                    Assert.Equal(
                        value,
                        double.Parse(axis.Value(axis.Position(axis.Value(position))!.Value), CultureInfo.InvariantCulture),
                        1e-2 * value
                    );
                }
            );

    [Fact]
    public void Whole_numbers_are_equally_likely_to_the_ends_of_the_range()
    {
        var axis = Axis(1, 4, whole: true);
        var counts = Enumerable
            .Range(0, 1000)
            .Select(step => axis.Value((step + 0.5) / 1000))
            .CountBy(value => value)
            .OrderBy(one => one.Key)
            .ToList();
        Assert.Equal([new("1", 250), new("2", 250), new("3", 250), new("4", 250)], counts);
        Assert.Equal(("1", "4"), (axis.Value(0), axis.Value(1)));
    }

    [Fact]
    public void A_log_scale_gives_every_multiple_the_same_room()
    {
        var axis = Axis(0.001, 0.1, "log");
        Assert.Equal(["0.001", "0.01", "0.1"], new[] { 0, 0.5, 1.0 }.Select(axis.Value));
        Assert.Equal(0.5, axis.Position("0.01")!.Value, 1e-12);
    }

    [Fact]
    public void A_value_outside_is_at_the_nearest_end_and_a_range_of_one_number_has_a_middle()
    {
        Assert.Equal((0.0, 1.0), (Axis(0.1, 0.2, "log").Position("0"), Axis(0.1, 0.2).Position("7")));
        Assert.Equal((0.5, "0.1"), (Axis(0.1, 0.1).Position("0.1"), Axis(0.1, 0.1).Value(0.9)));
    }

    [Fact]
    public void Choices_keep_their_form_and_what_is_none_of_them_has_no_position()
    {
        var axis = new TuningAxis(
            "train.memory.weights",
            new TunedSetting { Choices = [.. new[] { "\"ease\"", "\"knn\"", "\"ease\"" }.Select(text => JsonElement.Parse(text))] },
            whole: false
        );
        Assert.Equal((2, "\"knn\"", 0.0, null), (axis.Choices, axis.Value(1), axis.Position("\"ease\""), axis.Position("\"other\"")));
        var numbers = new TuningAxis(
            "train.dimensions",
            new TunedSetting { Choices = [JsonElement.Parse("64.0"), JsonElement.Parse("1e2")] },
            whole: true
        );
        Assert.Equal(("64", "100", 1.0), (numbers.Value(0), numbers.Value(1), numbers.Position("100")));
    }
}
