using System.Buffers;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Bundles;
using Recsys.Engine.Catalogues;
using Recsys.Engine.Classification;
using Recsys.Engine.Histories;
using Recsys.Engine.Index;
using Recsys.Engine.Inference;
using Recsys.Engine.Matching;
using Recsys.Engine.Neighbours;
using Recsys.Engine.Ranking;
using Recsys.Engine.Vectors;
using Recsys.Engine.Searching;
using Recsys.Engine.Suggesting;
using Recsys.Engine.Text;

namespace Recsys.Engine;

/// <summary>Answers from one bundle. Thread-safe; an answer depends on the bundle and the arguments alone.</summary>
public sealed class RecsysEngine : IDisposable
{
    /// <summary>Candidates among which unlike ones are sought.</summary>
    private const int MostDiverse = 100;

    private readonly ItemTable _items;
    private readonly UserEncoder _user;
    private readonly ITextEncoder _text;
    private readonly Searcher _searcher;
    private readonly Classifier? _classifier;
    private readonly TagVocabulary? _tags;
    private readonly int[] _byPopularity;
    private readonly Lazy<SuggestionTable> _suggestions;

    private RecsysEngine(BundleFiles files, EngineOptions options)
    {
        (Manifest, BundleHash) = (files.Manifest, files.Hash);
        Catalogue = Catalogue.Read(files[Tables.Catalogue], files.PathOf(Tables.Catalogue));
        if (Catalogue.Count != Manifest.Products)
            throw new ArtifactException(
                $"{files.PathOf(Tables.Catalogue)} has {Catalogue.Count} products; the manifest says {Manifest.Products}. Remedy: run "
                    + $"Quantize again."
            );
        _items = ItemTable.Open(files[BundleManifest.ItemsFile], Manifest, files.PathOf(BundleManifest.ItemsFile));
        _byPopularity = [.. Enumerable.Range(0, Catalogue.Count).OrderByDescending(index => Catalogue[index].Popularity)];
        (Neighbours, Rankers) = NeighbourFile.Read(
            files[BundleManifest.NeighbourFile],
            Catalogue.Count,
            files.PathOf(BundleManifest.NeighbourFile)
        );
        var encoderPath = files.PathOf(BundleManifest.EncoderFile);
        _user = new UserEncoder(
            OnnxRuntime.Open(files[BundleManifest.EncoderFile], encoderPath, options.IntraOpThreads),
            encoderPath,
            _items,
            Manifest.Encoder
        );
        _text = HashedTextEncoder.Open(files, options.IntraOpThreads);
        _searcher = new Searcher(Catalogue, OpenIndex(files), _items, _text, Manifest.Search ?? MatchFeatures.Default);
        // Made when it is first asked for: the first answers to shoppers need not wait for it.
        _suggestions = new(() => new SuggestionTable(Catalogue));
        _classifier = Classifier.Open(files, _text, options.IntraOpThreads);
        _tags = files.Has(BundleManifest.TagsFile)
            ? TagVocabulary.Read(files[BundleManifest.TagsFile], files.PathOf(BundleManifest.TagsFile))
            : null;
    }

    /// <summary>What is known of users and products beside the encoder.</summary>
    public NeighbourScorer Neighbours { get; }

    /// <summary>What each feature of a history counts.</summary>
    public HistoryRankers Rankers { get; }

    /// <summary>Opens a bundle after checking its format version and every file's hash.</summary>
    /// <exception cref="ArtifactException">A file is missing, extra, changed or unusable; names the file and the remedy.</exception>
    public static RecsysEngine Open(string bundleFolder, EngineOptions? options = null)
    {
        options ??= new EngineOptions();
        var files = BundleFiles.Read(bundleFolder);
        if (options.ExpectedHash is { } expected && expected != files.Hash)
            throw new ArtifactException(
                $"{bundleFolder} has the hash {files.Hash}, expected {expected}. Remedy: use the bundle that was verified, or verify "
                    + $"this one."
            );
        return new RecsysEngine(files, options);
    }

    public BundleManifest Manifest { get; }

    /// <summary><see cref="ContentHash.OfFolder"/> of the bundle.</summary>
    public string BundleHash { get; }

    public Catalogue Catalogue { get; }

    /// <summary>Products for a user; without usable events, or where there were none to learn from, the most popular ones, marked
    /// cold.</summary>
    /// <param name="history">The user's events, oldest first; any length.</param>
    /// <param name="k">Products wanted, at least 1.</param>
    /// <param name="repeats">false leaves out what was purchased; null follows the manifest.</param>
    /// <param name="refinement">What else to mind; null: nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">k below 1, or an event outside the catalogue or the event types.</exception>
    public Answer Recommend(IReadOnlyList<HistoryItem> history, int k, bool? repeats = null, Refinement? refinement = null)
    {
        var (context, diversity) = (refinement?.Context, refinement?.Diversity ?? 0);
        IReadOnlySet<int>? exclude = repeats ?? Manifest.Repeats ? null : Purchased(history);
        history = With(history, context);
        if (context is { } product) exclude = new HashSet<int>(exclude ?? new HashSet<int>()) { product };
        Check(history);
        var window = HistoryWindow.Of(history, Manifest.Encoder.Length);
        var most = diversity > 0 ? Math.Max(k, MostDiverse) : k;
        var answer = window.Length == 0 || Manifest.Cold == true
            ? Popular(most, exclude)
            : Ranked(history, _user.Encode(window), most, exclude);
        return diversity > 0 ? answer with { Hits = Diversity.Pick(answer.Hits, Vectors(answer.Hits), diversity, k) } : answer;
    }

    /// <summary>The parts of the scores of <see cref="Recommend"/>; those of a cold answer are popularity and nothing else.</summary>
    /// <param name="history">The user's events.</param>
    /// <param name="answer">What was recommended for it.</param>
    /// <param name="context">The product that it was to go with; null for none.</param>
    public Contribution[][] Explain(IReadOnlyList<HistoryItem> history, Answer answer, int? context = null)
    {
        if (answer.Cold) return [.. answer.Hits.Select(hit => new[] { new Contribution(HistoryParts.Popularity, hit.Score) })];
        history = With(history, context);
        return HistoryParts.Of(Neighbours, history, RankerFor(history), answer.Hits);
    }

    // As though it had just been bought: the one type of event that every model has learned.
    private static IReadOnlyList<HistoryItem> With(IReadOnlyList<HistoryItem> history, int? context) =>
        context is { } product ? [.. history, new HistoryItem(product, EventType.Purchase)] : history;

    // The encoder's dot products and what is remembered, each with its weight for a history of this length.
    private Answer Ranked(IReadOnlyList<HistoryItem> history, float[] user, int k, IReadOnlySet<int>? exclude)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        var ranker = RankerFor(history);
        var remembered = ArrayPool<float>.Shared.Rent(Catalogue.Count);
        var scores = remembered.AsSpan(0, Catalogue.Count);
        scores.Clear();
        Neighbours.Add(history, ranker, scores);
        var hits = _items.Top(user, k, exclude, ranker[(int)HistoryFeature.Encoder], scores);
        ArrayPool<float>.Shared.Return(remembered);
        return new Answer(hits, Cold: false);
    }

    private LinearRanker RankerFor(IReadOnlyList<HistoryItem> history) =>
        Rankers.For(history.Count(item => item.Type != EventType.Return));

    private List<float[]> Vectors(IReadOnlyList<Hit> hits)
    {
        var vectors = new List<float[]>(hits.Count);
        foreach (var hit in hits)
        {
            var vector = new float[_items.Dimensions];
            _items.CopyRow(hit.Product, vector);
            vectors.Add(vector);
        }
        return vectors;
    }

    /// <summary>Products for a query; none where the text has no letters or digits.</summary>
    /// <param name="query">Any text, also empty.</param>
    /// <param name="k">Products wanted, at least 1.</param>
    /// <param name="filter">What may be shown; null for all.</param>
    /// <param name="history">The events of whoever asks, oldest first: products to their taste come a little earlier.</param>
    /// <param name="offset">Products left out at the head of the answer: a later page.</param>
    public Answer Search(
        string query, int k, SearchFilter? filter = null, IReadOnlyList<HistoryItem>? history = null, int offset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        history ??= [];
        Check(history);
        var text = AnalysedText.Of(query);
        if (text.IsEmpty) return new Answer([], Cold: false);
        var window = HistoryWindow.Of(history, Manifest.Encoder.Length);
        var hits = _searcher.Search(text, k + offset, filter, window.Length == 0 ? [] : _user.Encode(window));
        return new Answer(offset == 0 ? hits : hits[Math.Min(offset, hits.Length)..], Cold: false);
    }

    /// <summary>How the products that the query's words find lie over categories and prices; null for a text without letters or
    /// digits.</summary>
    /// <param name="query">Any text.</param>
    /// <param name="filter">What may be shown; each facet leaves its own part of it aside, so that it shows the ways out too.</param>
    public Facets? Facets(string query, SearchFilter? filter = null)
    {
        var text = AnalysedText.Of(query);
        return text.IsEmpty ? null : _searcher.Count(text, filter ?? new SearchFilter());
    }

    /// <summary>How a query that was begun may go on, the most bought first; none where the text has no letters or digits.</summary>
    /// <param name="prefix">Any text.</param>
    /// <param name="k">Completions wanted, at least 1.</param>
    public IReadOnlyList<Suggestion> Suggest(string prefix, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        return _suggestions.Value.Find(prefix, k);
    }

    /// <summary>The scores that <see cref="Search"/> would give to these products, in their order; zeros for a text without letters or
    /// digits.</summary>
    /// <param name="query">Any text.</param>
    /// <param name="products">Catalogue indices.</param>
    public float[] ScoreCandidates(string query, IReadOnlyList<int> products) => _searcher.Scores(Describe(query, products).Features);

    /// <summary>The features of these products, from which <see cref="ScoreCandidates"/> makes their scores.</summary>
    public Candidates Describe(string query, IReadOnlyList<int> products)
    {
        foreach (var product in products)
        {
            if ((uint)product >= (uint)Catalogue.Count) throw new ArgumentOutOfRangeException(nameof(products), product, "no such product");
        }
        var text = AnalysedText.Of(query);
        return text.IsEmpty
            ? new Candidates([.. products], new float[products.Count * MatchFeatures.Names.Count])
            : _searcher.Describe(text, [.. products]);
    }

    /// <summary>The products that <see cref="Search"/> orders for a query, by index, with their features.</summary>
    public Candidates Candidates(string query)
    {
        var text = AnalysedText.Of(query);
        return text.IsEmpty ? new Candidates([], []) : _searcher.Find(text, 1, allowed: null);
    }

    /// <summary>Category and tags of a product that need not be in the catalogue.</summary>
    /// <param name="title">Any text, also empty.</param>
    /// <param name="description">Read after the title, for the category alone.</param>
    public ClassifiedTitle Classify(string title, string? description = null)
    {
        var text = AnalysedText.Of(string.IsNullOrEmpty(description) ? title : $"{title} {description}");
        if (text.IsEmpty) return new ClassifiedTitle([], [], ClassifiedTitle.NoText);
        var tags = _tags?.Find(title) ?? [];
        return _classifier is null
            ? new ClassifiedTitle([], tags, ClassifiedTitle.NoCategories)
            : new ClassifiedTitle(_classifier.Classify(text), tags, null);
    }

    /// <summary>The user's vector, d values.</summary>
    /// <exception cref="ArgumentException">No event is left after the returns.</exception>
    public float[] EncodeUser(IReadOnlyList<HistoryItem> history)
    {
        Check(history);
        var window = HistoryWindow.Of(history, Manifest.Encoder.Length);
        if (window.Length == 0) throw new ArgumentException("a history without events other than returns has no vector", nameof(history));
        return _user.Encode(window);
    }

    /// <summary>The query's vector, d values.</summary>
    /// <exception cref="ArgumentException">The text has no features.</exception>
    public float[] EncodeQuery(string query)
    {
        var text = AnalysedText.Of(query);
        if (text.IsEmpty) throw new ArgumentException("a text without letters or digits has no vector", nameof(query));
        return _text.Encode(text);
    }

    /// <summary>The products whose vectors have the largest dot products with the given one.</summary>
    /// <param name="vector">d finite values.</param>
    /// <param name="k">Products wanted, at least 1.</param>
    /// <param name="exclude">Products to leave out.</param>
    public Answer Rank(ReadOnlySpan<float> vector, int k, IReadOnlySet<int>? exclude = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        if (vector.Length != Manifest.Encoder.Dimensions)
            throw new ArgumentException(
                $"the vector has {vector.Length} values, the bundle {Manifest.Encoder.Dimensions} dimensions",
                nameof(vector)
            );
        foreach (var value in vector)
        {
            if (!float.IsFinite(value)) throw new ArgumentException("the vector has a value that is not finite", nameof(vector));
        }
        return new Answer(_items.Top(vector, k, exclude), Cold: false);
    }

    /// <summary>The most purchased products, marked cold; equal ones by index.</summary>
    public Answer Popular(int k, IReadOnlySet<int>? exclude = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        var hits = _byPopularity
            .Where(index => exclude?.Contains(index) != true)
            .Take(k)
            .Select(index => new Hit(index, Catalogue[index].Popularity));
        return new Answer([.. hits], Cold: true);
    }

    /// <summary>What a history bought: left out where repeats are not wanted.</summary>
    public static IReadOnlySet<int> Purchased(IReadOnlyList<HistoryItem> history) =>
        history.Where(item => item.Type == EventType.Purchase).Select(item => item.Product).ToHashSet();

    public void Dispose()
    {
        _user.Dispose();
        _text.Dispose();
        _classifier?.Dispose();
    }

    private InvertedIndex OpenIndex(BundleFiles files)
    {
        var path = files.PathOf(InvertedIndexFormat.FileName);
        var index = InvertedIndex.Open(files[InvertedIndexFormat.FileName], path);
        if (index.Products != Catalogue.Count)
            throw new ArtifactException(
                $"{path} has {index.Products} products; the catalogue has {Catalogue.Count}. Remedy: run Quantize again."
            );
        return index;
    }

    private void Check(IReadOnlyList<HistoryItem> history)
    {
        for (var i = 0; i < history.Count; i++)
        {
            var (product, type, _) = history[i];
            if ((uint)product >= (uint)Catalogue.Count)
                throw new ArgumentOutOfRangeException(nameof(history), product, $"event {i}: no such product");
            if ((uint)type >= EventTypes.Count)
                throw new ArgumentOutOfRangeException(nameof(history), type, $"event {i}: no such event type");
        }
    }
}
