using CsCheck;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Tuning;
using Xunit;

namespace Recsys.Model.Tests.Tuning;

public sealed class TrialScoreTests
{
    private static Dictionary<string, double> Figures(double blended, double search) =>
        new()
        {
            [TrialScore.Blended] = blended,
            [TrialScore.Encoder] = 0.5,
            [TrialScore.Search] = search,
        };

    [Theory]
    [InlineData(0.2, 0.1, 1.0)]
    [InlineData(0.4, 0.1, 1.7411011265922482)] // 2 to the power of 1 / 1.25
    [InlineData(0.2, 0.2, 1.148698354997035)] // 2 to the power of 0.25 / 1.25
    [InlineData(0.4, 0.2, 2.0)]
    [InlineData(0.0, 0.2, 0.0)]
    public void It_is_the_weighted_geometric_mean_of_the_ratios(double blended, double search, double score) =>
        Assert.Equal(score, TrialScore.Of(Figures(blended, search), Figures(0.2, 0.1), 0.25), 1e-12);

    [Fact]
    public void What_the_first_trial_does_not_measure_is_left_out()
    {
        Assert.Equal(2, TrialScore.Of(Figures(0, 0.2), Figures(0, 0.1), 0.25), 1e-12);
        Assert.Equal(2, TrialScore.Of(Figures(0.4, 0.3), Figures(0.2, 0), 0.25), 1e-12);
        Assert.Equal(2, TrialScore.Of(Figures(0.4, 0.1), Figures(0.2, 0.2), 0), 1e-12);
    }

    [Fact]
    public void Where_nothing_is_measured_that_is_a_fault() =>
        Assert.Contains(
            "Remedy: ",
            Assert.Throws<ArtifactException>(() => TrialScore.Of(Figures(0, 0.2), Figures(0, 0.1), 0)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_order_of_trials_does_not_depend_on_the_first_one()
    {
        var one = Gen.Select(Gen.Double[0.01, 1], Gen.Double[0.01, 1], Figures);
        Gen.Select(one, one, one, one, Gen.Double[0, 3])
            .Sample(
                (a, b, first, other, weight) =>
                    Math.Abs(
                        TrialScore.Of(a, first, weight) / TrialScore.Of(b, first, weight)
                            - TrialScore.Of(a, other, weight) / TrialScore.Of(b, other, weight)
                    )
                    < 1e-9 * (TrialScore.Of(a, first, weight) / TrialScore.Of(b, first, weight))
            );
    }
}
