namespace Recsys.Model.Architecture;

/// <summary>
/// The text encoder: the mean of the text features' vectors, from one table that titles and queries share, then each side's own
/// projection.
/// </summary>
/// <param name="buckets">Hash buckets H of the text features.</param>
/// <param name="width">Length d of a vector.</param>
public sealed class TextLayers(int buckets, int width) : ILayer
{
    /// <summary>Name of the table's tensor, whose shape [H, d] tells the size of the rest.</summary>
    public const string FeatureTable = "query.table";

    /// <summary>One row for each text feature.</summary>
    public EmbeddingTable Features { get; } = new(FeatureTable, buckets, width, 0.1);

    /// <summary>Projection of queries.</summary>
    public LinearLayer Queries { get; } = new("query.projection", width, width);

    /// <summary>Projection of titles, for training only.</summary>
    public LinearLayer Titles { get; } = new("item.text", width, width);

    public IEnumerable<TensorSpec> Tensors => [.. Features.Tensors, .. Queries.Tensors, .. Titles.Tensors];
}
