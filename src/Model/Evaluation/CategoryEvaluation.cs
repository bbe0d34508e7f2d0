using Recsys.Contracts.Artifacts;
using Recsys.Model.Data;
using Recsys.Settings;

namespace Recsys.Model.Evaluation;

/// <summary>Scores the category that each system gives to the title of each held-out product.</summary>
public sealed class CategoryEvaluation(Dataset dataset, RecsysSettings settings)
{
    private readonly ProductSplit _split = new(settings.Classify, settings.Seed);

    /// <summary>The products that are classified, in the order of the catalogue.</summary>
    public List<ProductRow> HeldOut() =>
        settings.Classify.MaxEpochs == 0 ? [] : [.. Labelled().Where(product => _split.Of(product.Id) == Split.Test)];

    /// <summary>One row for each system and product. A champion without a classifier has none.</summary>
    /// <param name="models">Bundles by name.</param>
    /// <param name="products">Of <see cref="HeldOut"/>.</param>
    public IEnumerable<ScoreRow> Run(IEnumerable<(string Name, BundleRanker Ranker)> models, IReadOnlyList<ProductRow> products)
    {
        if (products.Count == 0) return [];
        ProductRow[] known = [.. Labelled().Where(product => _split.Of(product.Id) != Split.Test)];
        var majority = known
            .CountBy(product => product.Category, StringComparer.Ordinal)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key)
            .FirstOrDefault("");
        var bayes = new NaiveBayes(known.Select(product => (product.Title, product.Category)));
        var systems = models
            .Where(model => model.Ranker.Category("a") is not null)
            .Select(model => (model.Name, Classify: (Func<string, string>)(title => model.Ranker.Category(title) ?? "")))
            .Concat([(ScoreRow.Majority, _ => majority), (ScoreRow.NaiveBayes, bayes.Classify)]);
        return systems.SelectMany(system =>
            products
                .AsParallel()
                .AsOrdered()
                .WithDegreeOfParallelism(settings.Threads)
                .Select(product => new ScoreRow
                {
                    Task = ScoreRow.Classify,
                    System = system.Item1,
                    Subject = product.Id,
                    History = 0,
                    Relevant = 1,
                    Ranks = [],
                    Top = [],
                    Truth = product.Category,
                    Predicted = system.Item2(product.Title),
                })
        );
    }

    private IEnumerable<ProductRow> Labelled() => dataset.Products.Where(product => product.Category.Length > 0);
}
