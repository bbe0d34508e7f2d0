using Recsys.Settings;

namespace Recsys.Model.Sample;

/// <summary>What the generator must remember of a product; its words are drawn again from the seed.</summary>
/// <param name="Type">Index into <see cref="ProductType.All"/>.</param>
/// <param name="Brand">Index into the type's brands.</param>
/// <param name="Price">In cents.</param>
/// <param name="Launch">Seconds after the period's start.</param>
internal readonly record struct SampleProduct(byte Type, byte Brand, int Price, int Launch);

/// <summary>
/// All products, with the lists to draw from. Within a type they are in the order of popularity. A product takes sixteen bytes, so a
/// million of them fit easily.
/// </summary>
internal sealed class SampleCatalogue
{
    /// <summary>Ids count up from here.</summary>
    public const int FirstId = 1001;

    /// <summary>Volumes of a series.</summary>
    public const int Volumes = 6;

    private readonly SampleProduct[] _products;
    private readonly int[][] _byType;
    private readonly int[][][] _byBrand;
    private readonly int[][] _launches;
    private readonly int[] _position;

    public SampleCatalogue(int seed, SampleSettings settings)
    {
        Seed = seed;
        _products = new SampleProduct[settings.Products];
        for (var i = 0; i < _products.Length; i++) _products[i] = Create(i, settings.Days * 86_400);
        var indexes = Enumerable.Range(0, _products.Length).ToLookup(index => (int)_products[index].Type);
        _byType = [.. ProductType.All.Select((_, type) => indexes[type].ToArray())];
        _byBrand =
        [
            .. _byType.Select(
                (list, type) =>
                    ProductType.All[type].Brands.Select((_, brand) => list.Where(p => _products[p].Brand == brand).ToArray()).ToArray()
            ),
        ];
        _launches =
        [
            .. _byType.Select(list =>
                list.Where(p => _products[p].Launch > 0).OrderBy(p => _products[p].Launch).ThenBy(p => p).ToArray()
            ),
        ];
        _position = new int[_products.Length];
        foreach (var list in _byType)
            for (var i = 0; i < list.Length; i++) _position[list[i]] = i;
    }

    public int Seed { get; }

    public int Count => _products.Length;

    public SampleProduct this[int product] => _products[product];

    public int[] OfType(int type) => _byType[type];

    public int[] OfBrand(int type, int brand) => _byBrand[type][brand];

    /// <summary>Rank of a product within its type, from 0.</summary>
    public int Position(int product) => _position[product];

    /// <summary>The next volume of a series, or -1.</summary>
    public int NextVolume(int product)
    {
        var (list, next) = (_byType[_products[product].Type], _position[product] + 1);
        return next % Volumes != 0 && next < list.Length ? list[next] : -1;
    }

    /// <summary>
    /// A product that goes with this one: three fixed companions per brand and type, so that what was seen of one laptop says
    /// something about the next laptop of its brand.
    /// </summary>
    public int Companion(int product, int type, ref SampleRandom random)
    {
        var slot = random.Below(20) switch { < 11 => 0UL, < 17 => 1UL, _ => 2UL };
        var kind = (ulong)(_products[product].Type * 16 + _products[product].Brand) * 64 + (ulong)type;
        var draw = new SampleRandom(Seed, Streams.Companion, (long)(SampleRandom.Hash(kind, slot) >> 1));
        return _byType[type][draw.LongTail(_byType[type].Length)];
    }

    /// <summary>A product of the type launched within the last three weeks, or -1.</summary>
    public int Novelty(int type, int now, ref SampleRandom random)
    {
        var list = _launches[type];
        var (from, to) = (LowerBound(list, now - 21 * 86_400), LowerBound(list, now));
        return to > from ? list[from + random.Below(to - from)] : -1;
    }

    private int LowerBound(int[] list, int launch)
    {
        var (low, high) = (0, list.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_products[list[middle]].Launch < launch) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private SampleProduct Create(int index, int period)
    {
        var random = new SampleRandom(Seed, Streams.Product, index);
        // The first product of each type is there from the start: a draw always finds something to sell.
        var first = index < ProductType.All.Length;
        var type = first ? index : random.Weighted(ProductType.Cumulative);
        var brand = random.Below(ProductType.All[type].Brands.Length);
        var tier = 0.55 + 0.9 * brand / ProductType.All[type].Brands.Length;
        // A product of four uniform factors is close to log-normal and needs no Math.Exp.
        var factor = tier;
        for (var i = 0; i < 4; i++) factor *= 0.75 + 0.55 * random.Unit();
        var price = (int)(ProductType.All[type].Price * factor) / 100 * 100 + 90;
        var launch = !first && random.Chance(0.2) ? (int)(period * random.Unit()) : 0;
        return new SampleProduct((byte)type, (byte)brand, price, launch);
    }
}

/// <summary>Independent streams of <see cref="SampleRandom"/>.</summary>
internal static class Streams
{
    public const int Product = 1, Title = 2, User = 3, Companion = 4;
}
