using CsCheck;
using Recsys.Model.Training;
using Recsys.Model.Tuning;
using Xunit;

namespace Recsys.Model.Tests.Tuning;

public sealed class TreeParzenTests
{
    private const int Trials = 40, Seeds = 60;

    private static readonly IReadOnlyList<TuningAxis> Axes =
    [
        new("train.learning_rate", new() { From = 0.0001, To = 0.1, Scale = "log" }, whole: false),
        new("train.dropout", new() { From = 0, To = 0.5 }, whole: false),
        new("train.horizon", new() { From = 1, To = 30 }, whole: true),
        new(
            "train.blocks",
            new() { Choices = [.. new[] { 1, 2, 3, 4 }.Select(value => System.Text.Json.JsonElement.Parse($"{value}"))] },
            whole: true
        ),
    ];

    /// <summary>Largest, and 0, where every axis is at its optimum.</summary>
    private static double Objective(double[] at) =>
        -(Math.Pow(at[0] - 0.7, 2) + Math.Pow(at[1] - 0.2, 2) + Math.Pow(at[2] - 0.4, 2) + (at[3] == 2 ? 0 : 0.1));

    private static List<(double[] At, double Value)> Search(int seed, Func<List<(double[] At, double Value)>, SplitMix, double[]> next)
    {
        var (random, done) = (new SplitMix((ulong)seed), new List<(double[] At, double Value)>());
        for (var trial = 0; trial < Trials; trial++)
        {
            var at = next(done, random);
            done.Add((at, Objective(at)));
        }
        return done;
    }

    private static List<(double[] At, double Value)> Parzen(int seed) =>
        Search(
            seed,
            (done, random) =>
                TreeParzen.Propose(
                    Axes,
                    [.. done.OrderByDescending(trial => trial.Value).Select(trial => trial.At.Select(one => (double?)one).ToArray())],
                    random
                )
        );

    [Fact]
    public void It_comes_nearer_to_the_optimum_than_chance_does()
    {
        double[] parzen = [.. Enumerable.Range(0, Seeds).Select(seed => Parzen(seed).Max(trial => trial.Value))];
        double[] chance =
        [
            .. Enumerable
                .Range(0, Seeds)
                .Select(seed => Search(seed, (_, random) => TreeParzen.Uniform(Axes, random)).Max(trial => trial.Value)),
        ];
        Assert.True(parzen.Average() > 0.6 * chance.Average(), $"loss {-parzen.Average():F5} against {-chance.Average():F5} by chance");
        Assert.True(
            parzen.Zip(chance).Count(pair => pair.First > pair.Second) > 0.7 * Seeds,
            $"better in {parzen.Zip(chance).Count(pair => pair.First > pair.Second)} of {Seeds}"
        );
    }

    [Fact]
    public void It_gathers_where_the_good_trials_are()
    {
        var late = Enumerable.Range(0, Seeds).SelectMany(seed => Parzen(seed).Skip(Trials - 10)).ToList();
        // by chance 0.29
        Assert.True(late.Average(trial => Math.Abs(trial.At[0] - 0.7)) < 0.15, $"{late.Average(trial => Math.Abs(trial.At[0] - 0.7))}");
        Assert.True(
            late.Count(trial => trial.At[3] == 2) > 0.5 * late.Count,
            $"{late.Count(trial => trial.At[3] == 2)} of {late.Count}"
        ); // by chance a quarter
    }

    [Fact]
    public void The_same_seed_and_trials_give_the_same_proposal_and_another_seed_another()
    {
        Assert.Equal(Parzen(3).Select(trial => trial.At), Parzen(3).Select(trial => trial.At));
        Assert.NotEqual(Parzen(3)[^1].At, Parzen(4)[^1].At);
    }

    [Fact]
    public void Proposals_lie_on_their_axes_whatever_was_tried()
    {
        var position = Gen.Select(
            Gen.Double[0, 1],
            Gen.Int[0, 3],
            Gen.Bool,
            (unit, choice, known) => new double?[] { unit, 0, 1, known ? choice : null }
        );
        Gen.Select(position.Array[0, 30], Gen.Int[0, 1000])
            .Sample(
                (ranked, seed) =>
                {
                    var at = TreeParzen.Propose(Axes, ranked, new SplitMix((ulong)seed));
                    Assert.All(at.Take(3), one => Assert.InRange(one, 0, 1));
                    Assert.Contains(at[3], new double[] { 0, 1, 2, 3 });
                },
                iter: 300
            );
    }

    [Fact]
    public void A_density_is_one_in_all_and_positive_everywhere() => Gen.Double[0, 1].Array[0, 25].Sample(observed =>
    {
        var density = AxisDensity.Of(0, observed.Select(one => (double?)one));
        const int Steps = 4000;
        Assert.Equal(1, Enumerable.Range(0, Steps).Average(step => density.At((step + 0.5) / Steps)), 1e-3);
        Assert.True(Enumerable.Range(0, 11).All(step => density.At(step / 10.0) > 0));
    }, iter: 200);

    [Fact]
    public void Choices_are_drawn_as_often_as_they_are_likely()
    {
        var density = AxisDensity.Of(3, [2, 2, null, 0]);
        Assert.Equal(
            [2 / 6.0, 1 / 6.0, 3 / 6.0],
            Enumerable.Range(0, 3).Select(choice => density.At(choice)),
            (a, b) => Math.Abs(a - b) < 1e-12
        );
        var random = new SplitMix(5);
        var drawn = Enumerable.Range(0, 6000).Select(_ => density.Draw(random)).ToList();
        Assert.All(Enumerable.Range(0, 3), choice => Assert.Equal(density.At(choice), drawn.Count(one => one == choice) / 6000.0, 0.02));
    }

    [Fact]
    public void A_kernel_is_drawn_as_dense_as_it_says()
    {
        var density = AxisDensity.Of(0, [0.1, 0.12, 0.9]);
        var random = new SplitMix(6);
        var drawn = Enumerable.Range(0, 20_000).Select(_ => density.Draw(random)).ToList();
        for (var tenth = 0; tenth < 10; tenth++)
            Assert.Equal(
                Enumerable.Range(0, 100).Average(step => density.At((tenth + step / 100.0) / 10)) / 10,
                drawn.Count(one => (int)(one * 10) == tenth) / 20_000.0,
                0.012
            );
    }
}
