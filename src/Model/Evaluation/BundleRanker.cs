using Recsys.Engine;
using Recsys.Engine.Classification;
using Recsys.Engine.Histories;
using Recsys.Engine.Ranking;
using Recsys.Model.Data;

namespace Recsys.Model.Evaluation;

/// <summary>
/// A bundle's answers as product indices of the dataset. The bundle may be of an older dataset: products are matched by id,
/// those that left the dataset drop out of its rankings, and those that it does not know cannot be found by it.
/// </summary>
public sealed class BundleRanker
{
    private const int Absent = -1;
    private readonly RecsysEngine _engine;
    private readonly int[] _toDataset;
    private readonly int[] _toBundle;
    private readonly int _gone;

    public BundleRanker(RecsysEngine engine, Dataset dataset)
    {
        _engine = engine;
        _toBundle = Array.ConvertAll(dataset.Products, product => engine.Catalogue.TryFind(product.Id, out var index) ? index : Absent);
        _toDataset = new int[engine.Catalogue.Count];
        Array.Fill(_toDataset, Absent);
        for (var i = 0; i < _toBundle.Length; i++)
            if (_toBundle[i] != Absent) _toDataset[_toBundle[i]] = i;
        _gone = _toDataset.Count(index => index == Absent);
    }

    /// <summary>Products of the dataset that the bundle knows.</summary>
    public int Known => _toDataset.Length - _gone;

    /// <summary>Products for a user, best first, at most <paramref name="depth"/>; events of products that the bundle does not know are
    /// unseen by it.</summary>
    public int[] Recommend(IReadOnlyList<HistoryItem> history, int depth, bool repeats) =>
        Shown(
            _engine.Recommend(
                [.. history.Select(item => item with { Product = _toBundle[item.Product] }).Where(item => item.Product != Absent)],
                depth + _gone,
                repeats
            ),
            depth
        );

    /// <summary>The most likely category of a title, empty for a text without one; null where the bundle has no classifier.</summary>
    public string? Category(string title) => _engine.Classify(title) switch
    {
        { Category: [.., var level] } => level.Path,
        { Reason: ClassifiedTitle.NoText } => "",
        _ => null,
    };

    /// <summary>Products for a query, best first, at most <paramref name="depth"/>.</summary>
    public int[] Search(string query, int depth) => Shown(_engine.Search(query, depth + _gone), depth);

    // Asked for as many more as have left the dataset, so that none of the first ones is missing.
    private int[] Shown(Answer answer, int depth) =>
        [.. answer.Hits.Select(hit => _toDataset[hit.Product]).Where(index => index != Absent).Take(depth)];
}
