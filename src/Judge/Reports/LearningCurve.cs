using System.Globalization;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>What a training left of itself, epoch by epoch; epoch 0 is the state before it.</summary>
/// <param name="Step">The step that trained: <c>train</c> or <c>prune</c>.</param>
/// <param name="Epochs">Numbers of the epochs.</param>
/// <param name="Figures">Name to its value after each epoch; null where there is none.</param>
public sealed record LearningCurve(string Step, IReadOnlyList<int> Epochs, IReadOnlyDictionary<string, IReadOnlyList<double?>> Figures)
{
    private const string Epoch = "epoch";

    /// <summary>Reads <c>training.tsv</c>; null where the folder has none or nothing was trained. Another tool may measure other
    /// figures.</summary>
    /// <exception cref="ArtifactException">A value that is no number; names file and line.</exception>
    public static LearningCurve? Read(string step, string folder)
    {
        var path = Path.Combine(folder, CheckpointInfo.CurveFile);
        if (!File.Exists(path)) return null;
        var header = Tsv.ReadHeader(path);
        if (header[0] != Epoch)
            throw new ArtifactException(
                $"{path}, line 1: the first column is '{header[0]}', expected {Epoch}.", "run the step that writes it again."
            );
        var rows = Tsv.Read(path, header).ToList();
        if (rows.Count < 2)
            return null;
        double? Value(int row, int column) =>
            rows[row][column] is { Length: > 0 } text
                ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                    ? value
                    : throw Unusable(row, column)
                : null;
        ArtifactException Unusable(int row, int column) =>
            new(
                $"{path}, line {row + 2}: unusable {header[column]} '{rows[row][column]}': expected a number. Remedy: run the step that "
                    + $"writes it again."
            );
        return new LearningCurve(
            step,
            [.. rows.Select((_, row) => Value(row, 0) is { } epoch && epoch == (int)epoch ? (int)epoch : throw Unusable(row, 0))],
            header
                .Index()
                .Skip(1)
                .ToDictionary(
                    column => column.Item,
                    column => (IReadOnlyList<double?>)[.. rows.Select((_, row) => Value(row, column.Index))],
                    StringComparer.Ordinal
                )
        );
    }
}
