namespace Recsys.Engine.Classification;

/// <summary>The classes of a classifier: whole category paths, one of which may lie above another.</summary>
internal sealed class CategoryTree
{
    /// <summary>Between the levels of a path.</summary>
    public const string Separator = " > ";

    private readonly string[] _classes;
    private readonly Dictionary<string, int[]> _below = new(StringComparer.Ordinal);

    public CategoryTree(string[] classes)
    {
        _classes = classes;
        var below = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < classes.Length; i++)
        {
            foreach (var level in Levels(classes[i]))
            {
                if (!below.TryGetValue(level, out var list)) below.Add(level, list = []);
                list.Add(i);
            }
        }
        foreach (var (level, list) in below) _below.Add(level, [.. list]);
    }

    public int Count => _classes.Length;

    /// <summary>The levels of the most likely class, each with the sum of the classes within it.</summary>
    /// <param name="probabilities">One for each class.</param>
    public CategoryLevel[] Best(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        var levels = Levels(_classes[best]);
        var result = new CategoryLevel[levels.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var sum = 0.0;
            foreach (var one in _below[levels[i]]) sum += probabilities[one];
            result[i] = new CategoryLevel(levels[i], Math.Clamp(sum, 0, 1));
        }
        return result;
    }

    private static string[] Levels(string path)
    {
        var parts = path.Split(Separator);
        return [.. Enumerable.Range(1, parts.Length).Select(count => string.Join(Separator, parts.AsSpan(0, count)!))];
    }
}
