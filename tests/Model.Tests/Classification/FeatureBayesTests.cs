using Recsys.Model.Classification;
using Xunit;

namespace Recsys.Model.Tests.Classification;

public sealed class FeatureBayesTests
{
    [Fact]
    public void Rows_are_log_odds_and_what_nobody_has_is_no_evidence()
    {
        // Class 0: two texts with token 0; class 1: one with token 1; both with token 2, and a 3-gram 7 that does not count.
        var bayes = new FeatureBayes([Title(0, 0, 2, 7), Title(0, 0, 2), Title(1, 1, 2)], 2, 0.5);
        Assert.Equal([0, 1, 2], bayes.Rows.Keys.Order());
        var (first, second) = (Math.Log(2.5 / 5.5), Math.Log(0.5 / 3.5));
        Assert.Equal((first - second) / 2, bayes.Rows[0][0], 1e-5);
        Assert.Equal(-bayes.Rows[0][0], bayes.Rows[0][1], 1e-5);
        Assert.Equal([Math.Log(2 / 3.0), Math.Log(1 / 3.0)], bayes.Priors);
        var unknown = bayes.Logits([5]);
        Assert.Equal(Math.Log(2), unknown[0] - unknown[1], 1e-5);
        var known = bayes.Logits([1]);
        Assert.True(known[1] > known[0]);
    }

    [Fact]
    public void The_likelier_of_two_opinions_is_taken()
    {
        float[][] right = [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? new float[] { 3, 0 } : [0, 3])];
        float[][] wrong = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? new float[] { 3, 0 } : [0, 3])];
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 2)];
        Assert.Equal(0, BayesMixture.Fit(right, [(0.1, [.. wrong])], labels).Weight);
        Assert.Equal(1, BayesMixture.Fit(wrong, [(0.1, [.. right])], labels).Weight);
        Assert.Equal(BayesMixture.Even, BayesMixture.Fit([], [(0.1, [])], []));
    }

    private static LabelledTitle Title(int label, params int[] features) => new(features, [0], label, FirstGram: 5);
}
