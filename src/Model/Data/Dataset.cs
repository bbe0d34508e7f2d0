using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Data;

/// <summary>What an event serves for, by its time: to train, to choose (validation), or to measure at the end (test).</summary>
public enum Split
{
    Train = 0,
    Validation = 1,
    Test = 2,
}

/// <summary>A product of the catalogue; its position in <see cref="Dataset.Products"/> is its index.</summary>
public sealed record ProductRow(string Id, string Title, string Category, double? Price, string Description);

/// <summary>One event of one user; time in Unix milliseconds.</summary>
public readonly record struct EventRow(int Product, EventType Type, long Timestamp, Split Split);

/// <summary>One line of the search log; Product is the clicked one's index or -1.</summary>
public sealed record SearchRow(string Query, int Product, long Timestamp, Split Split);

/// <summary>A user's events in time order.</summary>
public sealed record UserEvents(string Id, EventRow[] Events)
{
    /// <summary>Number of events before the given split begins.</summary>
    public int Before(Split split)
    {
        var count = 0;
        while (count < Events.Length && Events[count].Split < split) count++;
        return count;
    }

    /// <summary>Distinct products purchased in the split, ascending.</summary>
    public int[] PurchasedIn(Split split) =>
        [.. Events.Where(e => e.Split == split && e.Type == EventType.Purchase).Select(e => e.Product).Distinct().Order()];
}

/// <summary>The dataset folder in memory.</summary>
public sealed class Dataset
{
    private Dataset(
        DatasetManifest manifest,
        string hash,
        ProductRow[] products,
        UserEvents[] users,
        SearchRow[] searches,
        IReadOnlyDictionary<string, string> countries
    )
    {
        Manifest = manifest;
        Hash = hash;
        Products = products;
        Users = users;
        Searches = searches;
        Countries = countries;
    }

    public DatasetManifest Manifest { get; }

    /// <summary>SHA-256 of the manifest, which names the hash of every table.</summary>
    public string Hash { get; }

    /// <summary>Hash over what training reads of the tables: what a checkpoint was trained on.</summary>
    public string Learning => Manifest.Learning ?? Hash;

    public ProductRow[] Products { get; }

    public UserEvents[] Users { get; }

    public SearchRow[] Searches { get; }

    /// <summary>User id to country, of the users whose country is known.</summary>
    public IReadOnlyDictionary<string, string> Countries { get; }

    /// <summary>The same dataset with other facts of the same products.</summary>
    public Dataset With(ProductRow[] products) => new(Manifest, Hash, products, Users, Searches, Countries);

    /// <summary>
    /// The same dataset with the events of the validation split counted as train. Its searches stay: the search's weights are learned
    /// from them later, by vectors that must not have seen them.
    /// </summary>
    public Dataset WithValidationEvents() =>
        new(
            Manifest,
            Hash,
            Products,
            [
                .. Users.Select(user =>
                    user with
                    {
                        Events = Array.ConvertAll(user.Events, e => e.Split == Split.Validation ? e with { Split = Split.Train } : e),
                    }
                ),
            ],
            Searches,
            Countries
        );

    /// <summary>Whether an event lies in the validation split.</summary>
    public bool HasValidationEvents => Users.Any(user => user.Events.Any(e => e.Split == Split.Validation));

    /// <summary>Reads and checks the folder.</summary>
    /// <exception cref="ArtifactException">A file is missing, changed since Ingest, or malformed.</exception>
    public static Dataset Load(string folder)
    {
        AtomicFolder.Recover(folder);
        var manifestFile = Path.Combine(folder, DatasetManifest.FileName);
        var manifest = ArtifactJson.Read<DatasetManifest>(manifestFile);
        if (manifest.FormatVersion != DatasetManifest.CurrentVersion)
            throw new ArtifactException(
                $"{manifestFile} has dataset format {manifest.FormatVersion}, this tool reads {DatasetManifest.CurrentVersion}. Remedy: "
                    + $"run Ingest again."
            );
        foreach (var (name, hash) in manifest.Files)
        {
            var file = Path.Combine(folder, name);
            if (!File.Exists(file))
                throw new ArtifactException($"{file} is missing. Remedy: run Ingest again.");
            if (ContentHash.OfFile(file) != hash)
                throw new ArtifactException($"{file} is not the file Ingest wrote. Remedy: run Ingest again.");
        }
        var products = DatasetTables.Products(Path.Combine(folder, Tables.Products));
        var users = DatasetTables.Events(Path.Combine(folder, Tables.Events), products.Length);
        return new Dataset(
            manifest,
            ContentHash.OfFile(manifestFile),
            products,
            users,
            DatasetTables.Searches(Path.Combine(folder, Tables.Searches), products.Length),
            DatasetTables.Countries(Path.Combine(folder, Tables.Users))
        );
    }

    /// <summary>Purchases of every product in the splits before <paramref name="end"/>.</summary>
    public long[] PurchaseCounts(Split end)
    {
        var counts = new long[Products.Length];
        foreach (var user in Users)
            foreach (var e in user.Events)
                if (e.Type == EventType.Purchase && e.Split < end) counts[e.Product]++;
        return counts;
    }
}
