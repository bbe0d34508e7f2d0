using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Tests.Support;
using Recsys.Model.Checkpoints;
using Xunit;

namespace Recsys.Engine.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string FilePath => _folder.File("checkpoint.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_come_back_as_they_were() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Float, Gen.String[Gen.Char.AlphaNumeric, 1, 12])
            .Array[0, 6]
            .Sample(
                entries =>
                {
                    var tensors = new Dictionary<string, FloatTensor>();
                    foreach (var (rows, columns, value, name) in entries)
                        tensors[name] = new FloatTensor([rows, columns], [.. Enumerable.Repeat(value, rows * columns)]);
                    tensors["scalar"] = new FloatTensor([], [float.NaN]);
                    Safetensors.Write(FilePath, tensors);
                    var read = Safetensors.Read(FilePath);
                    Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), read.Keys);
                    foreach (var (name, tensor) in tensors)
                    {
                        Assert.Equal(tensor.Shape, read[name].Shape);
                        Assert.Equal(tensor.Data, read[name].Data);
                    }
                },
                iter: 100,
                threads: 1
            );

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        Safetensors.Write(FilePath, new Dictionary<string, FloatTensor> { ["b"] = new([1], [2f]), ["a"] = new([2, 1], [1f, -1f]) });
        var bytes = File.ReadAllBytes(FilePath);
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        const string header =
            """{"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""";
        Assert.Equal(header, Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal([0, 0, 128, 63, 0, 0, 128, 191, 0, 0, 0, 64], bytes[(8 + length)..]);
    }

    [Fact]
    public void Metadata_of_other_writers_is_passed_over()
    {
        Write("""{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4);
        Assert.Equal(["a"], Safetensors.Read(FilePath).Keys);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", 4, "F16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "does not take")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "negative")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}""", 0, "does not take")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "of 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "expected 0")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        4,
        "expected 4"
    )]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        8,
        "twice"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "header")]
    [InlineData("""{"a":7}""", 4, "header")]
    [InlineData("""[]""", 0, "header")]
    [InlineData("""{"a":""", 0, "header")]
    public void A_malformed_file_is_refused(string header, int body, string named)
    {
        Write(header, body);
        Refused(named);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0, (byte)'{' })]
    public void A_header_that_does_not_fit_is_refused(byte[] bytes)
    {
        File.WriteAllBytes(FilePath, bytes);
        Refused("Remedy");
    }

    [Fact]
    public void A_missing_file_is_refused() => Refused("is missing");

    private void Write(string header, int body)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + bytes.Length + body];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)bytes.Length);
        bytes.CopyTo(file, 8);
        File.WriteAllBytes(FilePath, file);
    }

    private void Refused(string named)
    {
        var message = Assert.Throws<ArtifactException>(() => Safetensors.Read(FilePath)).Message;
        Assert.Contains(FilePath, message);
        Assert.Contains(named, message);
    }
}
