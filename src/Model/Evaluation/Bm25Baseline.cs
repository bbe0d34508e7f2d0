using Recsys.Engine.Index;
using Recsys.Model.Bundles;
using Recsys.Model.Data;

namespace Recsys.Model.Evaluation;

/// <summary>Lexical search alone: BM25 over the products' words as they are, without spelling, vectors or popularity.</summary>
public sealed class Bm25Baseline
{
    private readonly Bm25 _index;
    private readonly int _products;

    public Bm25Baseline(Dataset dataset)
    {
        var content = InvertedIndexWriter.Write([
            .. dataset.Products.Select(product => new IndexedProduct(product.Title, product.Category, product.Description)),
        ]);
        var index = InvertedIndex.Open(content, "the lexical index of the dataset");
        (_index, _products) = (new Bm25(index), index.Products);
    }

    /// <summary>The best products that have any of the query's terms, ties by index.</summary>
    public int[] Search(string query, int depth)
    {
        var scores = new float[_products];
        _index.Score(query, scores);
        return
        [
            .. RankingRecorder
                .Best(Array.ConvertAll(scores, score => (double)score), depth, null)
                .TakeWhile(product => scores[product] > 0),
        ];
    }
}
