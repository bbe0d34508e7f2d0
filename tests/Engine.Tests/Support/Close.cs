using Xunit;

namespace Recsys.Engine.Tests.Support;

internal static class Close
{
    /// <summary>Element by element, absolute for small and relative for large values.</summary>
    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<float> actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            var difference = Math.Abs(expected[i] - actual[i]);
            Assert.True(
                difference <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"element {i}: expected {expected[i]}, got {actual[i]} (difference {difference:g3})"
            );
        }
    }

    public static double Dot(IEnumerable<double> left, IEnumerable<double> right) => left.Zip(right, (a, b) => a * b).Sum();
}
