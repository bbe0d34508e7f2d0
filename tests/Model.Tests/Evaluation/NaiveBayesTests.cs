using Recsys.Model.Evaluation;
using Xunit;

namespace Recsys.Model.Tests.Evaluation;

public sealed class NaiveBayesTests
{
    // The worked example of Manning, Raghavan and Schütze, section 13.1: P(c|d5) ≈ 0.0003 against 0.0001.
    [Fact]
    public void The_example_of_the_textbook_comes_out()
    {
        var bayes = new NaiveBayes(
            [("Chinese Beijing Chinese", "c"), ("Chinese Chinese Shanghai", "c"), ("Chinese Macao", "c"), ("Tokyo Japan Chinese", "j")],
            smoothing: 1
        );
        Assert.Equal("c", bayes.Classify("Chinese Chinese Chinese Tokyo Japan"));
        Assert.Equal("j", bayes.Classify("Tokyo Japan"));
        Assert.Equal("c", bayes.Classify("nothing of it"));
        Assert.Equal("c", bayes.Classify("🫖"));
    }

    [Fact]
    public void Nothing_learned_gives_no_class() => Assert.Equal("", new NaiveBayes([]).Classify("a"));

    [Fact]
    public void The_likeliest_category_is_taken()
    {
        var bayes = new NaiveBayes([
            ("red phone 64gb", "phones"),
            ("blue phone", "phones"),
            ("Phone-case", "cases"),
            ("red kettle", "kettles"),
        ]);
        Assert.Equal(["phones", "kettles", "cases"], new[] { "phone 64GB", "a kettle", "case!" }.Select(bayes.Classify));
        Assert.Equal("phones", bayes.Classify("!")); // no word: the most frequent
    }
}
