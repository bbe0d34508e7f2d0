namespace Recsys.Model.Memory;

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

    /// <summary>The users that have the product too, for every product where there is one; the product itself among them.</summary>
    public Dictionary<int, int> With(int item)
    {
        var common = new Dictionary<int, int>();
        foreach (var user in _usersOf[item])
            foreach (var other in _itemsOf[user]) common[other] = common.GetValueOrDefault(other) + 1;
        return common;
    }

    /// <summary>
    /// Cosine of the user sets of a product and each other one, shrunk: |A ∩ B| / (√(|A| |B|) + shrink), so that few common users
    /// count for little (Sarwar et al. 2001, doi:10.1145/371920.372071; the shrinkage of Bell and Koren 2007, doi:10.1109/ICDM.2007.90).
    /// </summary>
    public IEnumerable<(int Item, double Weight)> Cosines(int item, double shrink) => With(item).Where(pair => pair.Key != item)
        .Select(pair => (pair.Key, pair.Value / (Math.Sqrt((double)Users(item) * Users(pair.Key)) + shrink)));
}
