using System.Text.Json;
using CsCheck;
using Recsys.Contracts.Judging;

namespace Recsys.Settings.Tests;

/// <summary>Generators of valid settings.</summary>
internal static class AnySettings
{
    private static readonly Gen<string> Text = Gen.String[Gen.OneOf([.. "abc \\\"'/{}#é店\n\t"]), 1, 12];
    private static readonly Gen<string> Name = Gen.OneOf("shop", "a", "books-2", "0");

    private static readonly Gen<ColumnSource> Column = Gen.Select(
        Gen.Bool,
        Text,
        (sql, text) => sql ? new ColumnSource { Sql = text } : new ColumnSource { Column = text }
    );

    private static Gen<TableSettings> Table(IReadOnlyList<TableTarget> targets) =>
        from path in Text.Where(text => !string.IsNullOrWhiteSpace(text))
        from format in Gen.OneOf("auto", "csv", "tsv", "jsonl", "parquet")
        from columns in Gen.Dictionary(Gen.OneOf([.. targets.Select(target => target.Name)]), Column)[0, 3]
        from condition in Text.Null()
        select new TableSettings { Path = path, Format = format, Columns = columns, Where = condition };

    private static readonly Gen<DataSettings> Data =
        from source in Gen.OneOf("sample", "tables")
        from folder in Text
        from products in Table(TableTargets.Products).List[1, 3]
        from derived in Gen.Bool
        from events in Table(TableTargets.Events).Null()
        from searches in Table(TableTargets.Searches).Null()
        from asOf in Gen.OneOf(null, "2026-05-01", "2026-05-01T08:00:00+02:00")
        from split in Gen.OneOf(DataSettings.TimeSplit, DataSettings.LastBasketSplit)
        from validation in Gen.Double[0.05, 0.5]
        from test in Gen.Double[0.51, 0.99]
        from days in Gen.Int[30, 1500]
        select new DataSettings
        {
            Source = source,
            Folder = folder,
            Events = events,
            Searches = searches,
            AsOf = asOf,
            Split = split,
            ValidationFrom = validation,
            TestFrom = test,
            Products = new ProductTables
            {
                All = derived ? [.. products, new TableSettings { From = "events" }] : products,
            },
            Sample = new SampleSettings { Days = days },
        };

    private static readonly Gen<TrainSettings> Train =
        from dimensions in Gen.Int[1, 16].Select(times => times * 32)
        from heads in Gen.OneOf(1, 2, 4, 8, 16)
        from dropout in Gen.Double[0, 0.9]
        from rate in Gen.Double[0.000001, 1.0]
        select new TrainSettings { Dimensions = dimensions, Heads = heads, Dropout = dropout, LearningRate = rate };

    private static readonly Gen<TuneSettings> Tune =
        from trials in Gen.Int[1, 100]
        from own in Gen.Bool
        from scale in Gen.OneOf(null, TunedSetting.Linear, TunedSetting.Logarithmic)
        from weights in Gen.OneOf("[\"ease\"]", "[\"knn\", \"ease\"]")
        select own
            ? new TuneSettings
            {
                Trials = trials,
                Space = new()
                {
                    ["dropout"] = new()
                    {
                        From = 0.1,
                        To = 0.3,
                        Scale = scale,
                    },
                    ["memory.weights"] = new() { Choices = [.. JsonElement.Parse(weights).EnumerateArray()] },
                },
            }
            : new TuneSettings { Trials = trials };

    private static readonly Gen<GateSettings> Gate =
        from search in Gen.Bool
        from metric in Gen.OneOf("ndcg@10", "recall@20", "mrr", "hit_rate@10", "coverage@10", "ild@10")
        from against in search
            ? Gen.OneOf(null, "champion", "reference", "popularity", "bm25")
            : Gen.OneOf(null, "champion", "reference", "popularity", "item_knn", "ease", "own_frequency")
        from bound in Gen.Double[-1, 1]
        from slice in Gen.OneOf(null, "category:衣服")
        select new GateSettings
        {
            Task = search ? "search" : "recommend",
            Metric = metric,
            Against = against,
            Slice = slice,
            AtLeast = bound,
        };

    private static readonly Gen<SliceSettings> Slice =
        from attribute in Gen.OneOf("history", "城市")
        from task in Gen.OneOf(null, "recommend", "search")
        from values in Text.Array[1, 3]
        from range in Gen.Bool
        from end in Gen.Double[-10, 10]
        select range
            ? new SliceSettings
            {
                By = attribute,
                Task = task,
                From = end,
            }
            : new SliceSettings
            {
                By = attribute,
                Task = task,
                Values = values,
            };

    private static readonly Gen<DeploySettings> Deploy =
        from cluster in Gen.Bool
        from context in Gen.OneOf("kind", "生产 1")
        from replicas in Gen.Int[1, 1000]
        from port in Gen.Int[1, 8000]
        select new DeploySettings
        {
            Target = cluster ? "kubernetes" : "local",
            Context = cluster ? context : null,
            Replicas = replicas,
            Port = port,
        };

    public static readonly Gen<RecsysSettings> Any =
        from name in Name
        from seed in Gen.Int[0, int.MaxValue]
        from data in Data
        from train in Train
        from tune in Tune
        from gates in Gen.Dictionary(Text, Gate)[0, 4]
        from slices in Gen.Dictionary(Text, Slice)[0, 3]
        from deploy in Deploy
        from repeats in Gen.Bool
        select new RecsysSettings
        {
            Name = name,
            Seed = seed,
            Data = data,
            Train = train,
            Tune = tune,
            Deploy = deploy,
            Recommend = new RecommendSettings { Repeats = repeats },
            Verify = new VerifySettings { Gates = gates, Slices = slices },
            Image = new ImageSettings { Reference = deploy.Target == "local" ? null : "registry.example:5000/shop/recsys:1.0" },
        };
}
