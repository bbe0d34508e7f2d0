using Recsys.Contracts.Artifacts;
using Recsys.Engine.Catalogues;
using Recsys.Engine.Index;
using Recsys.Engine.Matching;
using Recsys.Engine.Tests.Support;
using Recsys.Engine.Text;
using Recsys.Model.Bundles;
using Xunit;

namespace Recsys.Engine.Tests.Searching;

public sealed class SearcherTests : IDisposable
{
    private static readonly (string Title, string Category, double? Price)[] Products =
    [
        ("Stainless steel dishwasher", "Kitchen > Appliances", 400),
        ("Dishwasher tablets 60 pack", "Kitchen > Cleaning", 9.5),
        ("联想笔记本电脑 16英寸 RTX4060 512GB", "电脑 > 笔记本", 6999),
        ("Laptop bag 16 inch", "Bags", 30),
        ("Steel hose clamp", "Garden", null),
        ("Garden hose 50 ft.", "Garden > Watering", 25),
        ("😀🎉", "", null),
        ("", "Gardening", 1),
    ];

    private readonly TestFolder _folder = new();
    private readonly RecsysEngine _engine;

    public SearcherTests() =>
        _engine = Fixture.Open(
            _folder,
            Fixture.Content(products: Products.Length) with
            {
                Catalogue =
                [
                    .. Products.Select((product, i) => new CatalogueRow($"P{i}", product.Title, product.Category, product.Price, 1)),
                ],
                Search = new SearchWeights
                {
                    Weights = new()
                    {
                        ["bm25"] = 1,
                        ["coverage"] = 0.2,
                        ["phrase"] = 0.2,
                        ["grams"] = 0.1,
                        ["dense"] = 0.001,
                    },
                    LearnedFrom = "none",
                },
            }
        );

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("dishwashers", 0)]
    [InlineData("dishwaher tablet", 1)]   // misspelt and singular
    [InlineData("diswasher steel", 0)]
    [InlineData("筆記本電腦", 2)]          // traditional
    [InlineData("rtx 4060", 2)]
    [InlineData("512 gb", 2)]
    [InlineData("16\" laptop", 3)]
    [InlineData("50 feet hose", 5)]
    [InlineData("hoses steel clamps", 4)]
    [InlineData("dish washer", 0)]
    [InlineData("gardenhose", 5)]
    public void The_product_that_is_meant_comes_first(string query, int product) =>
        Assert.Equal(product, _engine.Search(query, 3).Hits[0].Product);

    [Theory]
    [InlineData("garden")]
    [InlineData("nothing of the kind")]
    public void A_smaller_answer_is_the_beginning_of_a_larger_one(string query)
    {
        var all = _engine.Search(query, 100).Hits;
        Assert.Equal(Products.Length, all.Count);
        for (var k = 1; k < Products.Length; k++) Assert.Equal(all.Take(k), _engine.Search(query, k).Hits);
    }

    [Theory]
    [InlineData("Garden", null, null, new[] { 4, 5 })]
    [InlineData("Garden > Watering", null, null, new[] { 5 })]
    [InlineData("garden", null, null, new int[0])]
    [InlineData(null, 25.0, 400.0, new[] { 0, 3, 5 })]
    [InlineData(null, null, 10.0, new[] { 1, 7 })]
    [InlineData(null, 1000.0, null, new[] { 2 })]
    [InlineData("Garden", 1.0, 30.0, new[] { 5 })]
    [InlineData(null, null, null, new[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    public void A_filter_leaves_exactly_what_fits(string? category, double? least, double? most, int[] expected)
    {
        var answer = _engine.Search("steel hose", 100, new SearchFilter { Category = category, PriceMin = least, PriceMax = most });
        Assert.Equal(expected, answer.Hits.Select(hit => hit.Product).Order());
    }

    [Fact]
    public void Given_products_score_as_in_the_answer()
    {
        var hits = _engine.Search("steel dishwasher", 100).Hits;
        Assert.Equal(hits.Select(hit => hit.Score), _engine.ScoreCandidates("steel dishwasher", [.. hits.Select(hit => hit.Product)]));
        Assert.Equal([0f, 0f], _engine.ScoreCandidates("😀", [1, 2]));
        Assert.Empty(_engine.ScoreCandidates("steel", []));
        Assert.Throws<ArgumentOutOfRangeException>(() => _engine.ScoreCandidates("steel", [Products.Length]));
    }

    [Fact]
    public void Features_say_what_they_are_named_after()
    {
        var features = _engine.Describe("garden hose 50 ft", [5]).Features;
        var named = MatchFeatures.Names.Zip(features).ToDictionary();
        foreach (var whole in (string[])["coverage", "phrase", "focus", "head", "numbers", "grams"]) Assert.Equal(1f, named[whole], 1e-6f);
        Assert.InRange(named["bm25"], 0.3f, 1f);
        Assert.InRange(named["dense"], -1f, 1f);
        var other = MatchFeatures.Names.Zip(_engine.Describe("hoses garden 60", [5]).Features).ToDictionary();
        Assert.Equal(0f, other["phrase"]);
        Assert.Equal(0f, other["numbers"]);
        Assert.InRange(other["coverage"], 0.1f, 0.9f);
        Assert.Equal(MatchFeatures.Names.Count, features.Length);
    }

    [Fact]
    public void A_history_changes_scores_and_no_history_none()
    {
        var plain = _engine.Search("hose", 8).Hits;
        Assert.Equal(plain, _engine.Search("hose", 8, history: []).Hits);
        Assert.Equal(plain, _engine.Search("hose", 8, history: [new(4, EventType.Return)]).Hits);
        Assert.NotEqual(
            plain.Select(hit => hit.Score),
            _engine.Search("hose", 8, history: [new(4, EventType.Purchase)]).Hits.Select(hit => hit.Score)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => _engine.Search("hose", 8, history: [new(99, EventType.View)]));
    }

    [Fact]
    public void A_query_without_end_is_read_up_to_a_bound()
    {
        var index = InvertedIndex.Open(
            InvertedIndexWriter.Write([.. Products.Select(product => new IndexedProduct(product.Title, product.Category, ""))]),
            "index"
        );
        foreach (var part in (string[])["steel hose 50 ft ", "笔记本电脑", "dishwaher ", "512GB RTX4060 "])
        {
            var query = SearchQuery.Of(AnalysedText.Of(string.Concat(Enumerable.Repeat(part, 2_000))), index);
            Assert.InRange(query.Terms.Length, 1, SearchQuery.MostTerms);
            Assert.Equal(SearchQuery.MostTerms, query.Sequence.Length);
            Assert.All(query.Sequence, place => Assert.InRange(place, 0, query.Terms.Length - 1));
        }
        // the ninth unknown word is left as it is
        var many = SearchQuery.Of(
            AnalysedText.Of(string.Join(' ', Enumerable.Range(0, 9).Select(i => $"dishwash{(char)('f' + i)}r"))),
            index
        );
        Assert.Equal(8, many.Terms.Count(term => term.Id >= 0));
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("hose", "hsoe", 1)]
    [InlineData("hose", "hose", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("lamp", "lamps", 1)]
    public void Mistakes_are_counted(string left, string right, int expected) =>
        Assert.Equal(
            expected,
            NearestTerm.Distance(System.Text.Encoding.UTF8.GetBytes(left), System.Text.Encoding.UTF8.GetBytes(right), 9)
        );
}
