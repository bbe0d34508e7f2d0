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
/// <param name="place">What all runs share.</param>
/// <param name="folder">The run's artefacts.</param>
/// <param name="settings">Of dataset and cell.</param>
public sealed class DatasetRun(QualityPlace place, string folder, RecsysSettings settings)
{
    private const int ParityUsers = 1000;
    private readonly ArtifactLayout _layout = new(folder);
    private readonly VerbRunner _verbs = new(new ArtifactLayout(folder), place.Cache, place.Code, place.Log);
    private readonly List<DatasetRun> _parts = [];

    /// <summary>Figures of the run by name.</summary>
    public SortedDictionary<string, double> Facts { get; } = new(StringComparer.Ordinal);

    /// <summary>Users taken, the first ones; 0 for all.</summary>
    public int Users => place.Users;

    /// <summary>A file of the public datasets.</summary>
    public string Public(string file) => Path.Combine(place.Data, file);

    /// <summary>Folder for converted tables.</summary>
    public string Tables => _layout.Tables;

    /// <summary>The artefacts.</summary>
    public ArtifactLayout Layout => _layout;

    /// <summary>Whether only baselines are wanted: there is no bundle then.</summary>
    public bool BaselinesOnly => place.Baselines;

    /// <summary>A run of its own with other tables, such as one of several folds; its figures are added up here.</summary>
    public DatasetRun Part(string name)
    {
        var part = new DatasetRun(place, Path.Combine(folder, name), settings);
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
        SettingsFile.Write(_layout.Settings, settings with { Data = settings.Data with { Folder = tables } });
        Take(_verbs.Ingest(settings, tables, files), "products", "users", "events_kept");
        var dataset = Dataset.Load(_layout.Dataset);
        if (place.Baselines)
            return dataset;
        var figures = ModelVerb.All.ToDictionary(verb => verb, verb => _verbs.Run(verb, settings));
        var trained = figures[ModelVerb.Train];
        Take(trained, "epochs");
        Take(figures[ModelVerb.Quantize], "bundle_bytes", "reference_bytes");
        var seconds = trained.GetValueOrDefault(VerbRunner.Seconds);
        Facts["train_seconds"] = seconds;
        Facts["train_peak_memory_mib"] = trained.GetValueOrDefault(VerbRunner.PeakMemory);
        Facts["train_positions_per_second"] = seconds > 0 ? Positions(dataset) * trained.GetValueOrDefault("epochs") / seconds : 0;
        Parity(dataset);
        return dataset;
    }

    /// <summary>Scores the bundle, the reference and the baselines for every user of the test part.</summary>
    /// <param name="learned">The split before which the events lie that the baselines learn from.</param>
    public ScoredCell Recommend(Dataset dataset, Split learned)
    {
        var evaluator = new Evaluator(dataset, settings, place.Log, learned);
        var chance = new RandomBaseline(dataset.Products.Length);
        if (place.Baselines)
            Write(evaluator.RunUsers([], chance));
        else
        {
            using var bundle = RecsysEngine.Open(_layout.Bundle);
            using var reference = RecsysEngine.Open(_layout.Reference);
            Write(
                evaluator.RunUsers(
                    [
                        (ScoreRow.Bundle, new BundleRanker(bundle, dataset)),
                        (ScoreRow.Reference, new BundleRanker(reference, dataset)),
                    ],
                    chance
                )
            );
        }
        return new ScoredCell(Contracts.Artifacts.Tables.Scores, ScoreRow.Recommend, dataset.Products.Length, settings.Verify.Depth);

        void Write(IEnumerable<ScoreRow> rows) =>
            Tsv.Write(
                Path.Combine(folder, Contracts.Artifacts.Tables.Scores),
                ScoreRow.Header,
                rows.Select(row => row.ToFields())
            );
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
        place.Log(
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
