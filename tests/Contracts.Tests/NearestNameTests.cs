using CsCheck;
using Recsys.Contracts.Text;
using Xunit;

namespace Recsys.Contracts.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("dorpout", "dropout")]
    [InlineData("DropOut", "dropout")]
    [InlineData("drop_out", "dropout")]
    [InlineData("block", "blocks")]
    [InlineData("lenght", "length")]
    [InlineData("xyz", null)]
    [InlineData("a", null)]
    [InlineData("", null)]
    public void Finds_what_was_meant_and_nothing_far_fetched(string name, string? meant) =>
        Assert.Equal(meant, NearestName.Of(name, ["blocks", "dropout", "length", "heads"]));

    [Fact]
    public void Ties_go_to_the_first_in_ordinal_order_whatever_the_order_of_the_candidates()
    {
        Assert.Equal("abcd", NearestName.Of("abc", ["abcx", "abcd"]));
        Assert.Equal("abcd", NearestName.Of("abc", ["abcd", "abcx"]));
    }

    [Fact]
    public void One_slip_in_a_name_of_four_letters_or_more_is_always_found() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 4, 20], Gen.Int[0, 3], Gen.Int[0, 1_000])
            .Sample(
                (name, kind, place) =>
                {
                    var i = place % (name.Length - 1);
                    var slip = kind switch
                    {
                        0 => name.Remove(i, 1),
                        1 => name.Insert(i, "_"),
                        2 => name[..i] + "_" + name[(i + 1)..],
                        _ => name[..i] + name[i + 1] + name[i] + name[(i + 2)..],
                    };
                    Assert.Equal(name, NearestName.Of(slip, [name, "0123456789012345678901234"]));
                }
            );
}
