using System.Runtime.InteropServices;
using Recsys.Contracts.Artifacts;
using Recsys.Engine.Histories;
using Recsys.Engine.Neighbours;
using Recsys.Engine.Ranking;
using Recsys.Engine.Tests.Support;
using Xunit;

namespace Recsys.Engine.Tests;

public sealed class RecsysEngineTests : IDisposable
{
    private const int Products = 60;
    private readonly TestFolder _folder = new();
    private readonly RecsysEngine _engine;

    public RecsysEngineTests() => _engine = Fixture.Open(_folder, Fixture.Content(products: Products, quantize: Fixture.Int8));

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void Recommendations_are_the_best_by_encoder_and_neighbours_together(int events)
    {
        var history = Fixture.History(events, Products);
        var answer = _engine.Recommend(history, 10);
        Assert.False(answer.Cold);
        var ranker = _engine.Rankers.For(events);
        var scores = new float[Products];
        _engine.Neighbours.Add(history, ranker, scores);
        foreach (var (product, score) in _engine.Rank(_engine.EncodeUser(history), Products).Hits)
            scores[product] += score * ranker[(int)HistoryFeature.Encoder];
        Assert.Equal(Enumerable.Range(0, Products).OrderByDescending(i => scores[i]).Take(10), answer.Hits.Select(hit => hit.Product));
        Close.Equal([.. answer.Hits.Select(hit => (double)scores[hit.Product])], [.. answer.Hits.Select(hit => hit.Score)]);
        Assert.NotEqual(_engine.Rankers.For(3).Weights.ToArray(), _engine.Rankers.For(8).Weights.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_parts_of_a_score_add_up_to_it(bool context)
    {
        var history = Fixture.History(6, Products);
        int? beside = context ? 5 : null;
        var answer = _engine.Recommend(history, 10, refinement: new() { Context = beside });
        var parts = _engine.Explain(history, answer, beside);
        string[] names = ["sequence", "bought_together", "own_history", "popularity"];
        Assert.All(parts, product => Assert.Equal(names, product.Select(part => part.Part)));
        Close.Equal(
            [.. answer.Hits.Select(hit => (double)hit.Score)],
            [.. parts.Select(product => product.Sum(part => part.Score))]
        );
        var encoder = _engine.Rankers.For(context ? 7 : 6)[(int)HistoryFeature.Encoder];
        HistoryItem[] whole = context ? [.. history, new(5, EventType.Purchase)] : [.. history];
        var dots = _engine.Rank(_engine.EncodeUser(whole), Products).Hits.ToDictionary(hit => hit.Product, hit => hit.Score * encoder);
        Close.Equal(
            [.. answer.Hits.Select(hit => (double)dots[hit.Product])],
            [.. parts.Select(product => product.Single(part => part.Part == "sequence").Score)]
        );
    }

    [Fact]
    public void A_context_is_as_a_purchase_just_made_and_is_not_recommended_itself()
    {
        var history = Fixture.History(3, Products);
        var expected = _engine.Recommend([.. history, new(7, EventType.Purchase)], 11).Hits.Where(hit => hit.Product != 7).Take(10);
        Assert.Equal(expected, _engine.Recommend(history, 10, refinement: new() { Context = 7 }).Hits);
        var cold = _engine.Recommend([], 10, refinement: new() { Context = 7 });
        Assert.False(cold.Cold);
        Assert.DoesNotContain(cold.Hits, hit => hit.Product == 7);
    }

    [Fact]
    public void Diverse_products_are_of_the_best_and_keep_their_scores()
    {
        var history = Fixture.History(6, Products);
        var plain = _engine.Recommend(history, Products).Hits;
        var diverse = _engine.Recommend(history, 10, refinement: new() { Diversity = 0.6 }).Hits;
        Assert.Equal(plain[0], diverse[0]);
        Assert.All(diverse, hit => Assert.Contains(hit, plain));
        Assert.NotEqual(plain.Take(10), diverse);
    }

    [Fact]
    public void Facets_count_what_the_words_find_and_leave_their_own_filter_aside()
    {
        var all = _engine.Facets("title")!;
        Assert.Equal([new("a", Products)], all.Categories);
        Assert.Equal((1.25, 59.25), (all.Price!.Min, all.Price.Max));
        Assert.Equal(Products * 2 / 3, all.Price.Ranges.Sum(range => range.Count));
        Assert.All(
            all.Price.Ranges.SkipLast(1),
            range =>
            {
                var within = _engine.Search("title", Products, new() { PriceMin = range.From, PriceMax = range.To }).Hits;
                Assert.Equal(range.Count, within.Count(hit => _engine.Catalogue[hit.Product].Price < range.To));
            }
        );

        var filtered = _engine.Facets("title", new() { Category = "a", PriceMin = 30 })!;
        Assert.Equal([new("a > b", Enumerable.Range(30, 30).Count(i => i % 3 != 0))], filtered.Categories);
        Assert.Equal(1.25, filtered.Price!.Min);
        Assert.Empty(_engine.Facets("nothing has these words")!.Categories);
        Assert.Null(_engine.Facets("nothing has these words")!.Price);
        Assert.Null(_engine.Facets("?!"));
    }

    [Fact]
    public void Pages_of_a_search_follow_each_other()
    {
        var whole = _engine.Search("title", 30).Hits;
        Hit[] pages = [.. _engine.Search("title", 10).Hits, .. _engine.Search("title", 20, offset: 10).Hits];
        Assert.Equal(whole, pages);
        Assert.Empty(_engine.Search("title", 10, offset: Products).Hits);
    }

    [Fact]
    public void Without_events_the_answer_is_popularity_and_says_cold()
    {
        var expected = Enumerable.Range(0, Products).OrderByDescending(i => i * 7 % 11).ThenBy(i => i).Take(20);
        foreach (var history in (HistoryItem[][])[[], [new(3, EventType.Return)]])
        {
            var answer = _engine.Recommend(history, 20);
            Assert.True(answer.Cold);
            Assert.Equal(expected, answer.Hits.Select(hit => hit.Product));
        }
    }

    [Fact]
    public void Without_repeats_purchases_are_left_out_and_views_are_not()
    {
        HistoryItem[] history =
        [
            .. Enumerable.Range(0, Products - 2).Select(i => new HistoryItem(i, i % 2 == 0 ? EventType.Purchase : EventType.View)),
        ];
        var bought = history.Where(item => item.Type == EventType.Purchase).Select(item => item.Product).ToArray();
        var answer = _engine.Recommend(history, Products, repeats: false);
        Assert.Equal(Enumerable.Range(0, Products).Except(bought), answer.Hits.Select(hit => hit.Product).Order());
        Assert.Equal(Products, _engine.Recommend(history, Products, repeats: true).Hits.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_manifest_says_whether_repeats_are_wanted(bool repeats)
    {
        using var folder = new TestFolder();
        using var engine = Fixture.Open(folder, Fixture.Content(repeats: repeats));
        HistoryItem[] history = [new(0, EventType.Purchase)];
        Assert.Equal(repeats, engine.Recommend(history, Products).Hits.Any(hit => hit.Product == 0));
    }

    [Fact]
    public void Returns_do_not_reach_the_encoder()
    {
        HistoryItem[] history = [new(1, EventType.View), new(2, EventType.Return), new(3, EventType.Purchase)];
        Assert.Equal(_engine.EncodeUser([history[0], history[2]]), _engine.EncodeUser(history));
    }

    [Fact]
    public void A_search_ignores_form()
    {
        var answer = _engine.Search("Title 7", 5);
        Assert.False(answer.Cold);
        Assert.Equal(7, answer.Hits[0].Product);
        Assert.Equal(answer.Hits, _engine.Search("ＴＩＴＬＥ　７", 5).Hits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t")]
    [InlineData("👟🔥")]
    public void A_search_without_letters_or_digits_finds_nothing(string query)
    {
        Assert.Empty(_engine.Search(query, 5).Hits);
        Assert.Throws<ArgumentException>(() => _engine.EncodeQuery(query));
    }

    [Fact]
    public void Odd_queries_give_finite_scores()
    {
        foreach (
            var query in (string[])
                [
                    "a",
                    new string('长', 10_000),
                    string.Concat(Enumerable.Range(0, 10_000).Select(i => (char)(i * 7 % 65_536))),
                    "\0\u0001x",
                    "١٢٣",
                ]
        )
            Assert.All(_engine.Search(query, 3).Hits, hit => Assert.True(float.IsFinite(hit.Score)));
    }

    [Fact]
    public void Equal_scores_are_ordered_by_index() =>
        Assert.Equal([0, 1, 2, 3], _engine.Rank(new float[32], 4).Hits.Select(hit => hit.Product));

    [Fact]
    public void Mistakes_of_the_caller_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _engine.Recommend([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _engine.Search("x", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _engine.Recommend([new(Products, EventType.View)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _engine.Recommend([new(-1, EventType.View)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _engine.Recommend([new(0, (EventType)4)], 1));
        Assert.Throws<ArgumentException>(() => _engine.Rank(new float[31], 1));
        Assert.Throws<ArgumentException>(() => _engine.Rank([.. new float[31], float.NaN], 1));
        Assert.Throws<ArgumentException>(() => _engine.EncodeUser([]));
    }

    [Fact]
    public void Parallel_calls_answer_as_sequential_ones()
    {
        var histories = Enumerable.Range(0, 200).Select(i => Fixture.History(i % 20, Products, i)).ToArray();
        var recommended = histories.Select(history => _engine.Recommend(history, 7)).ToArray();
        var found = histories.Select((_, i) => _engine.Search($"title {i}", 7)).ToArray();
        Parallel.For(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var at = i % histories.Length;
            Assert.Equal(recommended[at].Hits, _engine.Recommend(histories[at], 7).Hits);
            Assert.Equal(found[at].Hits, _engine.Search($"title {at}", 7).Hits);
        });
    }

    [Fact]
    public void An_empty_catalogue_answers_with_nothing()
    {
        using var folder = new TestFolder();
        using var engine = Fixture.Open(folder, Fixture.Content(products: 0, quantize: Fixture.Int8));
        Assert.Empty(engine.Recommend([], 5).Hits);
        Assert.Empty(engine.Search("lamp", 5).Hits);
    }

    [Fact]
    public void Telemetry_of_ONNX_Runtime_is_off_before_it_starts()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("looks at the process through /proc");
        Assert.Equal("1", Marshal.PtrToStringUTF8(GetEnvironment("ORT_DISABLE_TELEMETRY")));
        var open = Directory.GetFiles("/proc/self/fd").Select(path => new FileInfo(path).LinkTarget ?? "");
        Assert.DoesNotContain(open, target => target.Contains("onnxruntime.db", StringComparison.Ordinal));
    }

    [DllImport("libc", EntryPoint = "getenv")]
    private static extern nint GetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
