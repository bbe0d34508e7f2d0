using Recsys.Contracts.Randomness;
using Recsys.Model.Data;
using Recsys.Model.Evaluation;
using Recsys.Model.Training;

namespace Recsys.Quality;

/// <summary>An order that is drawn: what chance alone reaches under a protocol.</summary>
/// <param name="products">Of the catalogue.</param>
public sealed class RandomBaseline(int products) : IBaseline
{
    /// <summary>Name in the score rows.</summary>
    public const string Name = "random";

    public string System => Name;

    public double[] Score(ReadOnlySpan<EventRow> history)
    {
        var state = (ulong)history.Length;
        foreach (var e in history) state = SplitMixFunction.Mix(state + SplitMixFunction.Increment + (ulong)e.Product);
        return Draw(new SplitMix(state));
    }

    /// <summary>The same for a text.</summary>
    public double[] Score(string text) => Draw(Of(text));

    /// <summary>A generator that a text seeds.</summary>
    public static SplitMix Of(string text)
    {
        var state = (ulong)text.Length;
        foreach (var letter in text) state = SplitMixFunction.Mix(state + SplitMixFunction.Increment + letter);
        return new SplitMix(state);
    }

    private double[] Draw(SplitMix random)
    {
        var scores = new double[products];
        for (var i = 0; i < products; i++) scores[i] = random.Unit();
        return scores;
    }
}
