using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Checkpoints;

/// <summary>A checkpoint folder: <c>checkpoint.json</c>, <c>checkpoint.safetensors</c>, <c>training.tsv</c>.</summary>
public sealed record Checkpoint(CheckpointInfo Info, SortedDictionary<string, FloatTensor> Tensors)
{
    /// <summary>Reads and checks the folder.</summary>
    /// <exception cref="ArtifactException">Missing, corrupt, of another version, or trained on another dataset.</exception>
    public static Checkpoint Load(string folder, string datasetHash)
    {
        AtomicFolder.Recover(folder);
        var info = ArtifactJson.Read<CheckpointInfo>(Path.Combine(folder, CheckpointInfo.FileName));
        if (info.FormatVersion != CheckpointInfo.CurrentVersion)
            throw new ArtifactException(
                $"{folder} has checkpoint format {info.FormatVersion}, this tool reads {CheckpointInfo.CurrentVersion}. Remedy: train "
                    + $"again."
            );
        if (info.Dataset != datasetHash)
            throw new ArtifactException($"{folder} was trained on another dataset ({info.Dataset}). Remedy: run Train again.");
        var file = Path.Combine(folder, CheckpointInfo.TensorFile);
        if (!File.Exists(file) || ContentHash.OfFile(file) != info.Tensors)
            throw new ArtifactException($"{file} is missing or not the file that was written. Remedy: run the step that writes it again.");
        return new Checkpoint(info, Safetensors.Read(file));
    }

    /// <summary>Writes the three files into an existing folder.</summary>
    public static void Write(
        string folder,
        EncoderShape shape,
        string datasetHash,
        string? prunedFrom,
        SortedDictionary<string, FloatTensor> tensors,
        IReadOnlyList<EpochResult> curve,
        SortedDictionary<string, string> card
    )
    {
        var file = Path.Combine(folder, CheckpointInfo.TensorFile);
        Safetensors.Write(file, tensors);
        var info = new CheckpointInfo
        {
            Encoder = shape,
            Dataset = datasetHash,
            Tensors = ContentHash.OfFile(file),
            PrunedFrom = prunedFrom,
            Card = card,
        };
        AtomicFile.Write(Path.Combine(folder, CheckpointInfo.FileName), ArtifactJson.Serialize(info));
        Tsv.Write(
            Path.Combine(folder, CheckpointInfo.CurveFile),
            ["epoch", "loss", "validation_ndcg@10", "validation_search_ndcg@10"],
            curve.Select(row =>
                new[]
                {
                    Text(row.Epoch),
                    double.IsNaN(row.Loss) ? "" : Text(row.Loss),
                    row.Validation is { } score ? Text(score.Recommend) : "",
                    row.Validation is { } same ? Text(same.Search) : "",
                }
            )
        );
    }

    private static string Text(IFormattable value) => value.ToString(value is double ? "F6" : null, CultureInfo.InvariantCulture);
}
