namespace Recsys.Contracts.Text;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the smallest Damerau–Levenshtein distance (optimal string alignment: insert, delete, replace,
    /// swap neighbours; case does not count), or null when none is within a third of the name's length. Ties go to the
    /// candidate that is first in ordinal order.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Max(1, name.Length / 3);
        return candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(entry => entry.Distance <= limit && entry.Distance < entry.Name.Length)
            .OrderBy(entry => entry.Distance).ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => entry.Name)
            .FirstOrDefault();
    }

    /// <summary>Three rows of the edit matrix are enough: a swap looks back two rows.</summary>
    private static int Distance(string a, string b)
    {
        int[] before = [], previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, previous) = (previous, row);
        }
        return previous[b.Length];
    }
}
