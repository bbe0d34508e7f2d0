using Cake.Core;

namespace Cake.Frosting;

/// <summary>Finds a mistyped target before anything runs, and says which task may have been meant.</summary>
internal static class KnownTargets
{
    public static void Check(IEnumerable<string> targets, IReadOnlyList<ICakeTaskInfo> tasks)
    {
        foreach (var target in targets)
        {
            if (!tasks.Any(task => task.Name.Equals(target, StringComparison.OrdinalIgnoreCase)))
            {
                var hint = Nearest(target, tasks) is { } name ? $" Did you mean '{name}'?" : string.Empty;
                throw new FrostingException($"The target '{target}' was not found.{hint}");
            }
        }
    }

    private static string? Nearest(string target, IEnumerable<ICakeTaskInfo> tasks)
    {
        var tolerance = Math.Max(1, target.Length / 3);
        return tasks
            .Select(task => (task.Name, Distance: Distance(task.Name.ToUpperInvariant(), target.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= tolerance)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>How many keystrokes apart: letters put in, left out, replaced, or two neighbours swapped.</summary>
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                        cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)),
                };

                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
