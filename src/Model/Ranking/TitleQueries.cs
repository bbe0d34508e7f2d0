using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Matching;
using Recsys.Engine.Text;
using Recsys.Model.Data;
using Recsys.Model.Training;

namespace Recsys.Model.Ranking;

/// <summary>
/// What a bundle's search weights are chosen by where there is no search log: queries made of a title's own words, whose product is to
/// be found. They cannot teach weights, since they copy titles; but where a blend does not even find these better than BM25 alone, BM25
/// serves.
/// </summary>
public static class TitleQueries
{
    /// <summary>Noted in the weights.</summary>
    public const string LearnedFrom = "titles";

    // Of fewer the choice would be chance.
    private const int Least = 50, Most = 500, LongestQuery = 3, LongestPiece = 4;

    /// <summary>The best of BM25 alone, the default blend, and that without vectors; of equal ones the first. The defaults where there are
    /// too few products to tell.</summary>
    public static SearchWeights Choose(RecsysEngine engine, Dataset dataset)
    {
        var queries = Make(engine, dataset);
        if (queries.Count < Least) return MatchFeatures.Default;
        var full = MatchFeatures.Default.Weights;
        var figures = new[] { Only(full, name => name == Bm25), Only(full, name => name != Dense), full }
            .Select(weights => (Weights: weights, Ndcg: Mean(queries, weights)))
            .ToList();
        var best = figures.MaxBy(one => one.Ndcg);
        return new SearchWeights
        {
            Weights = best.Weights,
            LearnedFrom = LearnedFrom,
            Queries = queries.Count,
            DefaultNdcg = Math.Round(figures[^1].Ndcg, 6),
            Ndcg = Math.Round(best.Ndcg, 6),
        };
    }

    private const string Bm25 = "bm25", Dense = "dense";

    private static SortedDictionary<string, double> Only(SortedDictionary<string, double> weights, Func<string, bool> kept) =>
        new(weights.Where(pair => kept(pair.Key)).ToDictionary(), StringComparer.Ordinal);

    private static double Mean(List<JudgedQuery> queries, SortedDictionary<string, double> byName)
    {
        double[] weights = [.. MatchFeatures.Names.Select(name => byName.GetValueOrDefault(name))];
        return new SearchObjective(queries, weights).Figure(weights);
    }

    private static List<JudgedQuery> Make(RecsysEngine engine, Dataset dataset)
    {
        var random = new SplitMix(0);
        var queries = new List<JudgedQuery>();
        var take = Math.Min(Most, dataset.Products.Length);
        for (var i = 0; i < take; i++)
        {
            var product = (int)((long)i * dataset.Products.Length / take);
            var query = Query(TitleWords.Of(dataset.Products[product].Title), random);
            if (query.Length == 0) continue;
            var candidates = engine.Candidates(query);
            if (candidates.Products.Length == 0) continue;
            queries.Add(
                new JudgedQuery(candidates.Features, [.. candidates.Products.Select(found => found == product ? 1.0 : 0)], [1])
            );
        }
        return queries;
    }

    // Some neighbouring words, not in their order; of text without spaces a piece.
    private static string Query(List<TitleWord> words, SplitMix random)
    {
        if (words.Count == 0) return "";
        var count = 1 + random.Below(Math.Min(LongestQuery, words.Count));
        var first = random.Below(words.Count - count + 1);
        var pieces = words.Skip(first).Take(count).Select(word => Piece(word, random)).ToArray();
        random.Shuffle(pieces.AsSpan());
        return string.Join(' ', pieces);
    }

    private static string Piece(TitleWord word, SplitMix random)
    {
        if (!word.Unspaced || word.Text.Length <= 2) return word.Text;
        var length = Math.Min(word.Text.Length, 2 + random.Below(LongestPiece - 1));
        var start = random.Below(word.Text.Length - length + 1);
        return word.Text.Substring(start, length);
    }
}
