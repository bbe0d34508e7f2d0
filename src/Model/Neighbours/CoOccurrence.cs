using System.Buffers;

namespace Recsys.Model.Neighbours;

/// <summary>Which products the same users have: the user-item matrix by user and by product.</summary>
public sealed class CoOccurrence
{
    private readonly IReadOnlyList<int[]> _itemsOf;
    private readonly int[][] _usersOf;

    /// <param name="itemsOfUser">Each user's products, each product once.</param>
    /// <param name="products">Products there are, N.</param>
    public CoOccurrence(IReadOnlyList<int[]> itemsOfUser, int products)
    {
        _itemsOf = itemsOfUser;
        var users = new List<int>[products];
        for (var i = 0; i < products; i++) users[i] = [];
        for (var user = 0; user < itemsOfUser.Count; user++)
            foreach (var item in itemsOfUser[user]) users[item].Add(user);
        _usersOf = [.. users.Select(list => list.ToArray())];
    }

    /// <summary>Users that have a product.</summary>
    public int Users(int item) => _usersOf[item].Length;

    /// <summary>How many users have a product and each other one; the product itself is among them, and only pairs that somebody
    /// has.</summary>
    public (int Item, int Users)[] With(int item)
    {
        var counts = ArrayPool<int>.Shared.Rent(_usersOf.Length);
        Array.Clear(counts, 0, _usersOf.Length);
        var found = new List<int>();
        foreach (var user in _usersOf[item])
            foreach (var other in _itemsOf[user])
                if (counts[other]++ == 0) found.Add(other);
        (int, int)[] common = [.. found.Select(other => (other, counts[other]))];
        ArrayPool<int>.Shared.Return(counts);
        return common;
    }

    /// <summary>
    /// Cosine of the user sets of a product and each other one, shrunk: |A ∩ B| / (√(|A| |B|) + shrink), so that few common users
    /// count for little (Sarwar et al. 2001, doi:10.1145/371920.372071; the shrinkage of Bell and Koren 2007, doi:10.1109/ICDM.2007.90).
    /// </summary>
    /// <param name="keep">The most similar ones, equal ones by index.</param>
    /// <returns>Ascending products.</returns>
    public (int Item, float Weight)[] Cosines(int item, double shrink, int keep) =>
        [
            .. With(item)
                .Where(pair => pair.Item != item)
                .Select(pair => (pair.Item, Weight: (float)(pair.Users / (Math.Sqrt((double)Users(item) * Users(pair.Item)) + shrink))))
                .OrderByDescending(pair => pair.Weight)
                .ThenBy(pair => pair.Item)
                .Take(keep)
                .OrderBy(pair => pair.Item),
        ];
}
