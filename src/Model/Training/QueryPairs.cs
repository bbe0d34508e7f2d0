using Recsys.Engine.Text;
using Recsys.Model.Data;

namespace Recsys.Model.Training;

/// <summary>A query's text features and a product it should find.</summary>
public readonly record struct QueryPair(int[] Features, int Product);

/// <summary>
/// What the query encoder learns from: clicks of the search log's train split, and queries made of the products' own words
/// (a run of title words, or the category), which is all there is where a shop has no search log.
/// </summary>
public sealed class QueryPairs
{
    private const int LongestRun = 4;
    private readonly QueryPair[] _clicks;
    private readonly string[][] _words;
    private readonly ProductRow[] _products;
    private readonly int _buckets;

    public QueryPairs(Dataset dataset, int buckets)
    {
        _buckets = buckets;
        _products = dataset.Products;
        _clicks = [.. dataset.Searches.Where(search => search.Split == Split.Train && search.Product >= 0)
            .Select(search => new QueryPair(TextFeatures.Of(search.Query, buckets), search.Product))
            .Where(pair => pair.Features.Length > 0)];
        _words = [.. _products.Select(product => product.Title.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }

    /// <summary>What an epoch of queries alone passes over: each click, and each word of a title, once.</summary>
    public int Count => _clicks.Length + _words.Sum(words => Math.Max(1, words.Length));

    /// <summary>Half from clicks where there are any, the rest from the products' words.</summary>
    public List<QueryPair> Draw(int count, SplitMix random)
    {
        var pairs = new List<QueryPair>(count);
        for (var i = 0; i < count; i++)
        {
            if (_clicks.Length > 0 && random.Below(2) == 0) pairs.Add(_clicks[random.Below(_clicks.Length)]);
            else if (FromWords(random.Below(_products.Length), random) is { Features.Length: > 0 } pair) pairs.Add(pair);
        }
        return pairs;
    }

    private QueryPair FromWords(int product, SplitMix random)
    {
        var words = _words[product];
        var category = _products[product].Category;
        if (words.Length == 0 || (category.Length > 0 && random.Below(8) == 0))
            return new QueryPair(TextFeatures.Of(category.Split('>')[^1], _buckets), product);
        var run = 1 + random.Below(Math.Min(LongestRun, words.Length));
        var start = random.Below(words.Length - run + 1);
        return new QueryPair(TextFeatures.Of(string.Join(' ', words.AsSpan(start, run).ToArray()), _buckets), product);
    }
}
