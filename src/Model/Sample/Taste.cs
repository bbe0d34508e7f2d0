namespace Recsys.Model.Sample;

/// <summary>Who a user is: liked types, brand loyalty through a budget, language, activity, and when they joined.</summary>
internal sealed class Taste
{
    /// <summary>Long-standing customer with a liking for laptops in every sample shop of enough users: for examples and tests.</summary>
    public const int KnownUser = 1234;

    private readonly ulong _id;
    private readonly int[] _types = new int[3];
    private readonly double _budget;

    public Taste(int user, ref SampleRandom random)
    {
        _id = (ulong)user;
        for (var i = 0; i < _types.Length; i++) _types[i] = random.Weighted(ProductType.Cumulative);
        _budget = random.Unit();
        Chinese = random.Chance(0.6);
        // Mean 1 over users: most leave little, a few a lot. 0.13 ≈ 0.6 / ln 101.
        Activity = 0.4 + 0.13 / (random.Unit() + 0.01);
        Joined = random.Chance(0.7) ? 0 : 0.97 * random.Unit();
        if (user != KnownUser) return;
        _types[0] = ProductType.IndexOf("Laptop");
        _types[1] = ProductType.IndexOf("Coffee Beans");
        Activity = Math.Max(Activity, 2);
        Joined = 0;
    }

    /// <summary>Prefers Chinese queries.</summary>
    public bool Chinese { get; }

    /// <summary>Events relative to the mean.</summary>
    public double Activity { get; }

    /// <summary>Share of the period that had passed.</summary>
    public double Joined { get; }

    /// <summary>A type to look at: three liked ones mostly, in season.</summary>
    public int DrawType(int month, ref SampleRandom random)
    {
        for (var attempt = 0; ; attempt++)
        {
            var draw = random.Unit();
            var type = draw < 0.5 ? _types[0] : draw < 0.75 ? _types[1] : draw < 0.9 ? _types[2] : random.Weighted(ProductType.Cumulative);
            var season = ProductType.All[type].Season;
            if (season.Length == 0 || season.Contains(month) || attempt == 3 || random.Chance(0.2)) return type;
        }
    }

    /// <summary>The brand this user buys of a type: near the budget, with a fixed leaning per user and type.</summary>
    public int Brand(int type)
    {
        var count = ProductType.All[type].Brands.Length;
        var leaning = (SampleRandom.Hash(_id, (ulong)type) >> 11) * (1.0 / (1UL << 53));
        return Math.Clamp((int)(_budget * count + leaning - 0.5), 0, count - 1);
    }

    /// <summary>A product of the type as this user would find it, on sale at <paramref name="now"/>.</summary>
    public int Choose(SampleCatalogue catalogue, int type, int now, ref SampleRandom random)
    {
        if (random.Chance(0.1) && catalogue.Novelty(type, now, ref random) is >= 0 and var novelty) return novelty;
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var list = random.Chance(0.8) ? catalogue.OfBrand(type, Brand(type)) : catalogue.OfType(type);
            if (list.Length == 0) list = catalogue.OfType(type);
            var product = list[random.LongTail(list.Length)];
            // A series begins with its first volume.
            if (ProductType.All[type].Series)
                product = catalogue.OfType(type)[catalogue.Position(product) / SampleCatalogue.Volumes * SampleCatalogue.Volumes];
            if (catalogue[product].Launch <= now)
                return product;
        }
        return type; // the product of this number is the type's first, on sale from the start
    }
}
