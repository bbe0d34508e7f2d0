using System.Globalization;
using System.Text.Json;
using CsCheck;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Tests;

public class CanonicalIdTests
{
    [Theory]
    [InlineData("1234", "1234")]
    [InlineData("\"1234\"", "1234")]
    [InlineData("1234.0", "1234")]
    [InlineData("1.234e3", "1234")]
    [InlineData("12340e-1", "1234")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("-7.00", "-7")]
    [InlineData("12.50", "12.50")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1e400", "1e400")]
    [InlineData("\"1234.0\"", "1234.0")]
    [InlineData("\"0012\"", "0012")]
    [InlineData("\"85123a\"", "85123a")]
    [InlineData("\"用户\"", "用户")]
    public void Numbers_and_strings_have_one_text(string json, string id)
    {
        Assert.True(CanonicalId.TryRead(JsonDocument.Parse(json).RootElement, out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void Anything_else_is_no_id(string json) => Assert.False(CanonicalId.TryRead(JsonDocument.Parse(json).RootElement, out _));

    [Fact]
    public void Ids_have_a_length()
    {
        Assert.True(CanonicalId.TryRead(JsonDocument.Parse($"\"{new string('x', 256)}\"").RootElement, out _));
        Assert.False(CanonicalId.TryRead(JsonDocument.Parse($"\"{new string('x', 257)}\"").RootElement, out _));
        Assert.False(CanonicalId.TryRead(JsonDocument.Parse(new string('9', 257)).RootElement, out _));
    }

    [Fact]
    public void Every_integer_reads_the_same_as_number_float_and_string() => Gen.Long.Sample(number =>
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return Read(text) == text && Read($"{text}.0") == text && Read($"\"{text}\"") == text;
    });

    private static string Read(string json) => CanonicalId.TryRead(JsonDocument.Parse(json).RootElement, out var id) ? id : "";
}
