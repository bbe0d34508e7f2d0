using Recsys.Engine.Index;
using Recsys.Model.Bundles;
using Xunit;

namespace Recsys.Engine.Tests.Index;

public sealed class Bm25Tests
{
    private static readonly string[] Titles = ["red shoe", "red red lamp", "blue lamp shade", "", "green garden hose long"];

    private static Bm25 Index =>
        new(InvertedIndex.Open(InvertedIndexWriter.Write([.. Titles.Select(title => new IndexedProduct(title, "", ""))]), "index"));

    [Theory]
    [InlineData("red")]
    [InlineData("red lamp")]
    [InlineData("lamps hoses unknown")]
    public void Scores_are_those_of_the_formula(string query)
    {
        var scores = new float[Titles.Length];
        Index.Score(query, scores);
        // Written a second time, over words and in double precision: k₁ = 1.2, b = 0.75.
        var documents = Titles.Select(title => title.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var average = documents.Average(words => words.Length);
        for (var i = 0; i < documents.Length; i++)
        {
            var expected = query
                .Replace("s", "")
                .Replace("hoe", "hose")
                .Split(' ')
                .Sum(term =>
                {
                    double n = documents.Count(words => words.Contains(term)),
                        tf = documents[i].Count(word => word == term);
                    return Math.Log(1 + (documents.Length - n + 0.5) / (n + 0.5))
                        * tf
                        * 2.2
                        / (tf + 1.2 * (0.25 + 0.75 * documents[i].Length / average));
                });
            Assert.Equal(expected, scores[i], 1e-5);
        }
    }

    [Fact]
    public void A_misspelt_word_is_taken_as_it_is()
    {
        var scores = new float[Titles.Length];
        Index.Score("lampp", scores);
        Assert.All(scores, score => Assert.Equal(0, score));
    }
}
