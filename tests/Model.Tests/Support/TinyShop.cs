using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Ingest;
using Recsys.Model.Networks;
using Recsys.Model.Sample;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Support;

/// <summary>
/// A generated shop taken through every verb once: tables, dataset, trained and pruned checkpoint, both bundles. Tests
/// that train share its collection, since libtorch has one random generator and one number of threads in a process.
/// </summary>
public sealed class TinyShop : IDisposable
{
    public const string Collection = "libtorch";

    /// <summary>Small enough for seconds.</summary>
    public const string Train =
        """
        {"dimensions": 32, "blocks": 2, "length": 10, "feed_forward": 32, "text_buckets": 256, "batch_size": 16,
         "negatives": 24, "max_epochs": 2, "learning_rate": 0.005}
        """;

    private readonly ScratchFolder _folder = new();

    public TinyShop()
    {
        File.WriteAllText(
            SettingsFile,
            $$$"""
            {"name": "tiny", "seed": 7, "threads": 1, "data": {"sample": {"products": 60, "users": 80, "events_per_user": 20}},
             "train": {{{Train}}}, "verify": {"depth": 20} }
            """
        );
        Settings = Recsys.Settings.SettingsFile.Read(SettingsFile);
        SampleShop.Write(Settings.Seed, Settings.Data.Sample, Path("tables"));
        new Ingestion(Settings, Path("tables")).Run(DatasetFolder, Path("history"));
        Dataset = Dataset.Load(DatasetFolder);
        Tool.Succeed(
            "train",
            "--settings",
            SettingsFile,
            "--dataset",
            DatasetFolder,
            "--out",
            Trained,
            "--figures",
            Path("train.json")
        );
        Tool.Succeed(
            "prune",
            "--settings",
            SettingsFile,
            "--dataset",
            DatasetFolder,
            "--checkpoint",
            Trained,
            "--out",
            Pruned,
            "--figures",
            Path("prune.json")
        );
        Tool.Succeed(
            "quantize",
            "--settings",
            SettingsFile,
            "--dataset",
            DatasetFolder,
            "--trained",
            Trained,
            "--pruned",
            Pruned,
            "--reference",
            Reference,
            "--out",
            Bundle,
            "--figures",
            Path("quantize.json")
        );
    }

    public string SettingsFile => Path("settings.json");

    public RecsysSettings Settings { get; }

    public Dataset Dataset { get; }

    /// <summary>As the networks that are served have learned from it.</summary>
    public Dataset Learned => Recsys.Model.Training.Refitting.Learned(Settings, Dataset);

    public string DatasetFolder => Path("dataset");

    public string Trained => Path("train");

    public string Pruned => Path("prune");

    public string Reference => Path("reference");

    public string Bundle => Path("bundle");

    public string Path(string name) => _folder[name];

    public Checkpoint Load(string folder) => Checkpoint.Load(folder, Dataset.Learning);

    /// <summary>The networks of a checkpoint.</summary>
    public Recommender Restore(string folder)
    {
        var (info, tensors) = Load(folder);
        return Recommender.Restore(info.Encoder, tensors, Learned, Settings.Train.Dropout);
    }

    /// <summary>Histories of many lengths: of one event, of a few, and longer than the window.</summary>
    public IEnumerable<HistoryItem[]> Histories() =>
        Dataset
            .Users.Take(40)
            .SelectMany(
                (user, i) =>
                    new[] { 1, 1 + i % 9, user.Events.Length }.Select(length =>
                        user.Events.Take(length).Select(e => new HistoryItem(e.Product, e.Type, e.Timestamp)).ToArray()
                    )
            )
            .Where(history => history.Any(e => e.Type != EventType.Return));

    public void Dispose() => _folder.Dispose();
}

[CollectionDefinition(TinyShop.Collection)]
public sealed class TinyShopCollection : ICollectionFixture<TinyShop>;
