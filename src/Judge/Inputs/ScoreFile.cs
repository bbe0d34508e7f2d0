using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Inputs;

/// <summary>Reads <c>verify/scores.tsv</c>.</summary>
public static class ScoreFile
{
    /// <summary>All rows.</summary>
    /// <exception cref="ArtifactException">Missing or malformed; names the file and the line.</exception>
    public static IReadOnlyList<ScoreRow> Read(string path)
    {
        var rows = new List<ScoreRow>();
        foreach (var fields in Tsv.Read(path, ScoreRow.Header))
        {
            try
            {
                rows.Add(ScoreRow.FromFields(fields) with { Line = rows.Count + 2 });
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new ArtifactException(
                    $"{path}, line {rows.Count + 2}: {e.Message}",
                    "run Verify again; if it was written by a tool of your own, correct that tool.",
                    e
                );
            }
        }
        return rows;
    }
}
