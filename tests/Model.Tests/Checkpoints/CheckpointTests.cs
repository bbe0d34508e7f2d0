using Recsys.Contracts.Artifacts;
using Recsys.Model.Checkpoints;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Checkpoints;

[Collection(TinyShop.Collection)]
public sealed class CheckpointTests : IDisposable
{
    private readonly TinyShop _shop;
    private readonly ScratchFolder _folder = new();

    public CheckpointTests(TinyShop shop)
    {
        _shop = shop;
        foreach (var file in Directory.GetFiles(shop.Trained)) File.Copy(file, _folder[Path.GetFileName(file)]);
    }

    public void Dispose() => _folder.Dispose();

    private string Error() => Assert.Throws<ArtifactException>(() => _shop.Load(_folder.Root)).Message;

    [Fact]
    public void A_checkpoint_is_read_as_it_was_written()
    {
        var (info, tensors) = _shop.Load(_folder.Root);

        Assert.Equal(
            new EncoderShape
            {
                Dimensions = 32,
                Length = 10,
                Blocks = 2,
                Heads = 2,
                FeedForward = 32,
                TextBuckets = 256,
            },
            info.Encoder
        );
        Assert.Null(info.PrunedFrom);
        CheckpointTensors.CheckTrainable(tensors, info.Encoder, _shop.Dataset.Products.Length, _folder.Root);
        Assert.Equal(
            ["checkpoint.json", "checkpoint.safetensors", "training.tsv"],
            Directory.GetFiles(_folder.Root).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)
        );
        var curve = Tsv.Read(_folder["training.tsv"], ["epoch", "loss", "validation_ndcg@10", "validation_search_ndcg@10"]).ToArray();
        Assert.Equal(["0", "1", "2"], curve.Select(row => row[0]));
        Assert.Equal("", curve[0][1]);
    }

    [Theory]
    [InlineData(CheckpointInfo.FileName)]
    [InlineData(CheckpointInfo.TensorFile)]
    public void A_missing_file_is_named(string name)
    {
        File.Delete(_folder[name]);
        Assert.StartsWith($"{_folder[name]} is missing", Error(), StringComparison.Ordinal);
        Assert.Contains("Remedy: run the step that writes it again.", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_byte_is_found()
    {
        var bytes = File.ReadAllBytes(_folder[CheckpointInfo.TensorFile]);
        bytes[^5] ^= 1;
        File.WriteAllBytes(_folder[CheckpointInfo.TensorFile], bytes);
        Assert.Equal(
            $"{_folder[CheckpointInfo.TensorFile]} is missing or not the file that was written. Remedy: run the step that writes it again.",
            Error()
        );
    }

    [Theory]
    [InlineData("\"format_version\": 1", "\"format_version\": 9", "has checkpoint format 9, this tool reads 1. Remedy: train again.")]
    [InlineData("\"dataset\": \"sha256:", "\"dataset\": \"sha256:f", "was trained on another dataset (sha256:f")]
    [InlineData("\"encoder\": {", "\"encoder\": [", "is not readable: ")]
    [InlineData("\"heads\": 2,", "", "is not readable: ")]
    public void Another_version_dataset_or_form_is_refused(string old, string replacement, string expected)
    {
        var file = _folder[CheckpointInfo.FileName];
        var text = File.ReadAllText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(old, replacement, StringComparison.Ordinal));

        Assert.StartsWith(_folder.Root, Error(), StringComparison.Ordinal);
        Assert.Contains(expected, Error(), StringComparison.Ordinal);
        Assert.Contains("Remedy: ", Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item.identity", "lacks the tensor item.identity")]
    [InlineData("item.text.bias", "lacks the tensor item.text.bias")]
    [InlineData("user.blocks.1.attention.key.weight", "lacks the tensor user.blocks.1.attention.key.weight")]
    public void Pruning_names_a_tensor_that_another_tool_left_out(string name, string expected)
    {
        var (info, tensors) = _shop.Load(_folder.Root);
        tensors.Remove(name);
        Checkpoint.Write(_folder.Root, info.Encoder, info.Dataset, null, tensors, [], info.Card);

        var line = Tool.Fail(
            "prune",
            "--settings",
            _shop.SettingsFile,
            "--dataset",
            _shop.DatasetFolder,
            "--checkpoint",
            _folder.Root,
            "--out",
            _folder["out"]
        );
        Assert.StartsWith($"error: {_folder.Root} {expected}", line, StringComparison.Ordinal);
    }
}
