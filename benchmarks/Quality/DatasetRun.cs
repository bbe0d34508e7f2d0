using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Model.Checkpoints;
using Recsys.Model.Checks;
using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Model.Neighbours;
using Recsys.Model.Networks;
using Recsys.Model.Training;
using Recsys.Settings;

namespace Recsys.Quality;

/// <summary>Takes one dataset through the verbs, in a folder of its own.</summary>
/// <param name="data">Folder of the public datasets.</param>
/// <param name="folder">The dataset's artefacts.</param>
/// <param name="settings">As in the repository.</param>
/// <param name="users">Users taken; 0 for all.</param>
/// <param name="baselines">Baselines only.</param>
/// <param name="log">Told what happens.</param>
public sealed class DatasetRun(string data, string folder, RecsysSettings settings, int users, bool baselines, Action<string> log)
{
    private const int ParityUsers = 1000;
    private readonly VerbRunner _verbs = new(folder, log);
    private readonly ArtifactLayout _layout = new(folder);
    private readonly List<DatasetRun> _parts = [];

    /// <summary>Figures of the run by name.</summary>
    public SortedDictionary<string, double> Facts { get; } = new(StringComparer.Ordinal);

    /// <summary>Users taken, the first ones; 0 for all.</summary>
    public int Users => users;

    /// <summary>A file of the public datasets.</summary>
    public string Public(string file) => Path.Combine(data, file);

    /// <summary>Folder for converted tables.</summary>
    public string Tables => _layout.Tables;

    /// <summary>The artefacts.</summary>
    public ArtifactLayout Layout => _layout;

    /// <summary>Whether only baselines are wanted: there is no bundle then.</summary>
    public bool BaselinesOnly => baselines;

    /// <summary>A run of its own with other tables, such as one of several folds; its figures are added up here.</summary>
    public DatasetRun Part(string name)
    {
        var part = new DatasetRun(data, Path.Combine(folder, name), settings, users, baselines, log);
        _parts.Add(part);
        return part;
    }

    /// <summary>Figures of the parts: sums of times and counts, the largest memory.</summary>
    public void AddUp()
    {
        foreach (var name in _parts.SelectMany(part => part.Facts.Keys).Distinct(StringComparer.Ordinal))
        {
            var figures = _parts.Select(part => part.Facts.GetValueOrDefault(name)).ToArray();
            Facts[name] = name is "train_seconds" or "epochs" or "parity_cases" or "parity_failed" ? figures.Sum() : figures.Max();
        }
    }

    /// <summary>Tables to bundle.</summary>
    /// <param name="tables">Folder of the shop's tables.</param>
    /// <param name="files">The files in it that count.</param>
    public Dataset Make(string tables, IReadOnlyList<string> files)
    {
        var resolved = settings with { Data = settings.Data with { Folder = tables } };
        SettingsFile.Write(_layout.Settings, resolved);
        var ingested = _verbs.Run(
            "ingest",
            [SettingsHash.Of(settings.Data), .. files.Select(ContentHash.OfFile)],
            [_layout.Dataset, _layout.History],
            ("settings", _layout.Settings),
            ("out", _layout.Dataset),
            ("history", _layout.History)
        );
        Take(ingested.Figures, "products", "users", "events_kept");
        var dataset = Dataset.Load(_layout.Dataset);
        if (baselines)
            return dataset;
        var learning = new[]
        {
            dataset.Hash,
            SettingsHash.Of(settings.Train),
            SettingsHash.Of(settings.Recommend),
            $"{settings.Seed} {settings.Threads}",
        };
        var trained = _verbs.Run(
            "train",
            learning,
            [_layout.Train],
            ("settings", _layout.Settings),
            ("dataset", _layout.Dataset),
            ("out", _layout.Train)
        );
        _verbs.Run(
            "prune",
            [.. learning, SettingsHash.Of(settings.Prune)],
            [_layout.Prune],
            ("settings", _layout.Settings),
            ("dataset", _layout.Dataset),
            ("checkpoint", _layout.Train),
            ("out", _layout.Prune)
        );
        var quantized = _verbs.Run(
            "quantize",
            [.. learning, SettingsHash.Of(settings.Prune), SettingsHash.Of(settings.Quantize)],
            [_layout.Reference, _layout.Bundle],
            ("settings", _layout.Settings),
            ("dataset", _layout.Dataset),
            ("trained", _layout.Train),
            ("pruned", _layout.Prune),
            ("reference", _layout.Reference),
            ("out", _layout.Bundle)
        );
        Take(trained.Figures, "epochs");
        Take(quantized.Figures, "bundle_bytes", "reference_bytes");
        Facts["train_seconds"] = trained.Seconds;
        Facts["train_peak_memory_mib"] = trained.Figures.GetValueOrDefault("peak_memory_mib");
        Facts["train_positions_per_second"] =
            trained.Seconds > 0 ? Positions(dataset) * trained.Figures.GetValueOrDefault("epochs") / trained.Seconds : 0;
        Parity(dataset);
        return dataset;
    }

    /// <summary>Scores the bundle, the reference and the baselines.</summary>
    /// <param name="name">Name of the section, and of its folder.</param>
    /// <param name="protocol">In words.</param>
    /// <param name="metrics">The columns.</param>
    public QualitySection Recommend(Dataset dataset, string name, string protocol, params string[] metrics)
    {
        var scored = Path.Combine(folder, name);
        if (baselines)
        {
            Directory.CreateDirectory(scored);
            Tsv.Write(
                Path.Combine(scored, Contracts.Artifacts.Tables.Scores),
                ScoreRow.Header,
                new Evaluator(dataset, settings, log).RunBaselines().Select(row => row.ToFields())
            );
        }
        else
        {
            _verbs.Run(
                "evaluate",
                [ContentHash.OfFolder(_layout.Bundle), ContentHash.OfFolder(_layout.Reference), SettingsHash.Of(settings)],
                [scored],
                name,
                ("settings", _layout.Settings),
                ("dataset", _layout.Dataset),
                ("trained", _layout.Train),
                ("bundle", _layout.Bundle),
                ("reference", _layout.Reference),
                ("out", scored)
            );
        }
        return new QualitySection
        {
            Name = name,
            Protocol = protocol,
            Scores = Path.Combine(name, Contracts.Artifacts.Tables.Scores),
            Task = ScoreRow.Recommend,
            Metrics = [.. metrics],
            Catalogue = dataset.Products.Length,
            Depth = settings.Verify.Depth,
        };
    }

    // The fp32 bundle through the engine against the trained networks in libtorch.
    private void Parity(Dataset dataset)
    {
        TorchSharp.torch.set_num_threads(settings.Threads);
        var (info, tensors) = Checkpoint.Load(_layout.Train, dataset.Learning);
        using var model = Recommender.Restore(info.Encoder, tensors, Refitting.Learned(settings, dataset), dropout: 0);
        using var engine = RecsysEngine.Open(_layout.Reference);
        var check = EngineEqualsTraining.Run(
            model,
            NeighbourTensors.Read(tensors, dataset.Products.Length, "the trained checkpoint"),
            engine,
            new Subjects(dataset, ParityUsers)
        );
        (Facts["parity_cases"], Facts["parity_failed"]) = (check.Cases, check.Failed);
        log(
            string.Create(
                CultureInfo.InvariantCulture,
                $"engine equals training: {check.Cases} cases, {check.Failed} "
                    + $"failed{(check.Failed > 0 ? $": {check.Failures[0].Case}: {check.Failures[0].What}" : "")}"
            )
        );
    }

    // Positions of an epoch that have something to predict.
    private long Positions(Dataset dataset)
    {
        var sequences = new Sequences(dataset, settings.Train.Length, settings.Train.Horizon, settings.Recommend.Repeats);
        var random = new SplitMix(0);
        return sequences.Windows.Sum(window =>
            (long)
                Enumerable
                    .Range(window.End - sequences.LengthOf(window), sequences.LengthOf(window))
                    .Count(at => sequences.Target(window.User, at, random) >= 0)
        );
    }

    private void Take(SortedDictionary<string, double> figures, params string[] names)
    {
        foreach (var name in names)
            if (figures.TryGetValue(name, out var figure)) Facts[name] = figure;
    }
}
