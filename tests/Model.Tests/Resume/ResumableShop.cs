using System.Runtime.InteropServices;
using Recsys.Model.Checkpoints;
using Recsys.Model.Commands;
using Recsys.Model.Data;
using Recsys.Model.Networks;
using Recsys.Model.Training;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Resume;

/// <summary>A small generated shop, ingested, whose training takes many short epochs.</summary>
public sealed class ResumableShop : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recsys-resume-");

    public ResumableShop()
    {
        File.WriteAllText(SettingsFile, """
            {"name": "tiny", "seed": 11, "threads": 1, "data": {"sample": {"products": 60, "users": 80, "events_per_user": 20}},
             "train": {"dimensions": 32, "length": 10, "feed_forward": 32, "text_buckets": 256, "batch_size": 8,
                       "negatives": 24, "max_epochs": 20, "patience": 20, "learning_rate": 0.005},
             "prune": {"fine_tune_epochs": 20, "learning_rate": 0.002}}
            """);
        Succeed("sample", "--out", this["tables"]);
        Succeed("ingest", "--tables", this["tables"], "--out", this["dataset"]);
        Settings = Recsys.Settings.SettingsFile.Read(SettingsFile);
        Dataset = Dataset.Load(this["dataset"]);
    }

    public RecsysSettings Settings { get; }

    public Dataset Dataset { get; }

    public string SettingsFile => this["settings.json"];

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Arguments of a verb with the shop's settings.</summary>
    public string[] Arguments(string verb, params string[] rest) => [verb, "--settings", SettingsFile, .. rest];

    /// <summary>Runs a verb in this process.</summary>
    public void Succeed(string verb, params string[] rest)
    {
        var error = new StringWriter();
        Assert.True(Cli.Run(Arguments(verb, rest), TextWriter.Null, error) == Cli.Done, error.ToString());
    }

    /// <summary>Trains in this process for four epochs.</summary>
    /// <param name="states">Where to resume from.</param>
    /// <param name="log">Told every line.</param>
    /// <param name="progress">Told every step.</param>
    /// <param name="keepStart">As in fine-tuning.</param>
    /// <returns>The bytes of every parameter and the learning curve.</returns>
    public (byte[] Parameters, IReadOnlyList<EpochResult> Curve) Fit(
        TrainingStateFile? states = null,
        Action<string>? log = null,
        StepProgress? progress = null,
        bool keepStart = false
    )
    {
        using var model = Recommender.Create(Settings.Train, Settings.Seed, Dataset);
        var curve = new Trainer(model, Dataset, Settings, TimeProvider.System, log ?? (_ => { }), states, progress).Fit(
            4,
            0.005,
            keepStart
        );
        return (Bytes(model.Export()), curve);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Bytes(SortedDictionary<string, FloatTensor> tensors) =>
        [.. tensors.Values.SelectMany(tensor => MemoryMarshal.AsBytes(tensor.Data.AsSpan()).ToArray())];
}
