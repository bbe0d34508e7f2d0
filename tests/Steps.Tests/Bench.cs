using Recsys.Contracts.Artifacts;
using Recsys.Testing;

namespace Recsys.Steps.Tests;

/// <summary>A shop's artefact folder with steps that write a text, and a cache; every run reads its state anew, as processes do.</summary>
internal sealed class Bench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Bench() => Cache = _folder.At("cache");

    public string Cache { get; init; }

    public ArtifactLayout Layout => new(_folder.At("shop"));

    /// <summary>What the last run logged.</summary>
    public StepLog Log { get; private set; } = new();

    /// <summary>Whether the runs log as for somebody who asked for nothing more.</summary>
    public bool Quiet { get; set; } = true;

    public RunJournal Journal { get; private set; } = new();

    /// <summary>How often a step was really carried out.</summary>
    public int Made { get; private set; }

    public string At(params string[] names) => _folder.At(names);

    public string Output(string folder, string file = "a.txt") => Path.Combine(Layout.Root, folder, file);

    /// <summary>Under which the cache stores and takes what is sealed.</summary>
    public ICacheSeal? Seal { get; set; }

    public StepCache OpenCache(long limit = CacheSettings.DefaultSize, TimeProvider? clock = null) =>
        new(Cache, limit, Log, clock ?? TimeProvider.System, Seal);

    /// <summary>A step whose output holds its inputs.</summary>
    public Step Step(string name = "Train", string folder = "train", bool cached = true, params (string Name, string Value)[] inputs)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["code"] = "1" };
        foreach (var (key, value) in inputs) all[key] = value;
        return new Step
        {
            Name = name,
            Inputs = all,
            Outputs = [Path.Combine(Layout.Root, folder)],
            Cached = cached,
            Run = () =>
            {
                Made++;
                using var target = new AtomicFolder(Path.Combine(Layout.Root, folder));
                File.WriteAllText(target.File("a.txt"), string.Join('\n', all.Select(input => $"{input.Key} {input.Value}")));
                Directory.CreateDirectory(target.File("deep"));
                File.WriteAllText(target.File("deep/b.txt"), "the same in every result");
                target.Commit();
                return new(StringComparer.Ordinal) { ["epochs"] = 3, ["peak_memory_mib"] = 100 };
            },
        };
    }

    public bool Run(Step step, RunOptions? options = null, bool cache = true)
    {
        (Log, Journal) = (new StepLog { Quiet = Quiet }, new RunJournal());
        var hashes = new HashMemo(Path.Combine(Layout.Steps, HashMemo.FileName), TimeProvider.System);
        var result = new StepRunner(
            Layout,
            hashes,
            cache ? OpenCache() : null,
            options ?? RunOptions.None,
            Journal,
            Log,
            TimeProvider.System
        ).Run(step);
        hashes.Save();
        return result;
    }

    public RunStep Entry => Journal.Steps.Single();

    public StepRecord Record(string step = "Train") =>
        ArtifactJson.Read<StepRecord>(Path.Combine(Layout.Steps, step.ToLowerInvariant() + ".json"));

    public void Dispose() => _folder.Dispose();
}
