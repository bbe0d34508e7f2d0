using CsCheck;
using Recsys.Engine.Neighbours;
using Recsys.Model.Neighbours;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Neighbours;

/// <summary>Both kinds of weights against a reference in double, by Gauss–Jordan elimination and by counting.</summary>
[Collection(TinyShop.Collection)]
public sealed class ItemWeightsTests
{
    private const int Products = 7;

    private static readonly Gen<int[][]> Users = Gen.Int[0, Products - 2]
        .Array[0, 6]
        .Select(items => items.Distinct().Order().ToArray())
        .Array[0, 15];

    [Fact]
    public void Ease_solves_its_least_squares_in_closed_form() => Gen.Select(Users, Gen.Double[0.5, 50]).Sample((users, lambda) =>
    {
        var actual = Dense(ItemWeights.Ease(users, Products, lambda, Products));
        var gram = new double[Products, Products];
        for (var i = 0; i < Products; i++) gram[i, i] = (float)lambda;
        foreach (var items in users)
            foreach (var i in items)
                foreach (var j in items) gram[i, j]++;
        var inverse = Inverse(gram);
        for (var i = 0; i < Products; i++)
            for (var j = 0; j < Products; j++) Assert.Equal(i == j ? 0 : -inverse[i, j] / inverse[j, j], actual[i, j], 1e-4);
    }, iter: 60, threads: 1);

    [Fact]
    public void Knn_is_the_shrunk_cosine_of_the_buyers() =>
        Gen.Select(Users, Gen.Double[0, 30])
            .Sample(
                (users, shrink) =>
                {
                    var actual = Dense(ItemWeights.Knn(users, Products, shrink, Products));
                    double Having(params int[] items) => users.Count(user => items.All(user.Contains));
                    for (var i = 0; i < Products; i++)
                    for (var j = 0; j < Products; j++)
                        Assert.Equal(
                            i == j || Having(i, j) == 0 ? 0 : Having(i, j) / (Math.Sqrt(Having(i) * Having(j)) + shrink),
                            actual[i, j],
                            1e-6
                        );
                },
                iter: 60,
                threads: 1
            );

    [Fact]
    public void A_row_keeps_its_largest_weights_in_the_order_of_products() =>
        Gen.Select(Users, Gen.Int[1, Products], Gen.Bool)
            .Sample(
                (users, keep, ease) =>
                {
                    SparseWeights Make(int most) =>
                        ease ? ItemWeights.Ease(users, Products, 2, most) : ItemWeights.Knn(users, Products, 2, most);
                    var (all, some) = (Make(Products), Make(keep));
                    Assert.Equal((Products, 0, some.Items.Length), (some.Products, some.Starts[0], some.Starts[^1]));
                    for (var i = 0; i < Products; i++)
                    {
                        var expected = Row(all, i)
                            .OrderByDescending(entry => Math.Abs(entry.Weight))
                            .ThenBy(entry => entry.Item)
                            .Take(keep)
                            .OrderBy(entry => entry.Item);
                        Assert.Equal(expected, Row(some, i));
                        Assert.DoesNotContain(Row(some, i), entry => entry.Weight == 0 || entry.Item == i);
                    }
                },
                iter: 60,
                threads: 1
            );

    [Fact]
    public void What_cannot_be_computed_is_refused()
    {
        Assert.Equal(
            "products",
            Assert.Throws<ArgumentOutOfRangeException>(() => ItemWeights.Ease([], ItemWeights.MostEaseProducts + 1, 1, 1)).ParamName
        );
        Assert.Equal("lambda", Assert.Throws<ArgumentOutOfRangeException>(() => ItemWeights.Ease([], 2, 0, 1)).ParamName);
        Assert.Equal("keep", Assert.Throws<ArgumentOutOfRangeException>(() => ItemWeights.Knn([], 2, 0, 0)).ParamName);
        Assert.Empty(ItemWeights.Ease([], 2, 1, 1).Items);
    }

    private static List<(int Item, float Weight)> Row(SparseWeights weights, int i) =>
        [
            .. Enumerable
                .Range(weights.Starts[i], weights.Starts[i + 1] - weights.Starts[i])
                .Select(at => (weights.Items[at], weights.Weights[at])),
        ];

    private static double[,] Dense(SparseWeights weights)
    {
        var dense = new double[Products, Products];
        for (var i = 0; i < Products; i++)
            foreach (var (item, weight) in Row(weights, i)) dense[i, item] = weight;
        return dense;
    }

    private static double[,] Inverse(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var (left, right) = ((double[,])matrix.Clone(), new double[n, n]);
        for (var i = 0; i < n; i++) right[i, i] = 1;
        for (var pivot = 0; pivot < n; pivot++)
        {
            var scale = left[pivot, pivot];
            for (var j = 0; j < n; j++) (left[pivot, j], right[pivot, j]) = (left[pivot, j] / scale, right[pivot, j] / scale);
            for (var i = 0; i < n; i++)
            {
                if (i == pivot) continue;
                var factor = left[i, pivot];
                for (var j = 0; j < n; j++)
                    (left[i, j], right[i, j]) = (left[i, j] - factor * left[pivot, j], right[i, j] - factor * right[pivot, j]);
            }
        }
        return right;
    }
}
