using Recsys.Contracts.Artifacts;

namespace Recsys.Model.Sample;

/// <summary>
/// One user's life in the shop, session by session. A session looks for one product: one that earlier purchases call for
/// (companion, next volume, refill, an abandoned cart) or one by taste. This order is what a sequence model can learn.
/// </summary>
internal sealed class Shopper(SampleCatalogue catalogue, SampleLog log, int period)
{
    private const int Day = 86_400;

    /// <summary>Mean events of a session, measured, less what late joiners leave out: so users come to the wanted mean.</summary>
    private const double EventsPerSession = 2.33;

    private readonly PriorityQueue<int, (int Due, int Order)> _wanted = new();
    private int _order;

    /// <summary>Writes everything the user does.</summary>
    /// <param name="user">From 1.</param>
    /// <param name="meanEvents">Of a user of mean activity over the whole period.</param>
    public void Live(int user, int meanEvents)
    {
        var random = new SampleRandom(catalogue.Seed, Streams.User, user);
        var taste = new Taste(user, ref random);
        _wanted.Clear();
        _order = 0;
        var known = user == Taste.KnownUser;
        var sessions = Math.Max(known ? 16 : 1, (int)(meanEvents * taste.Activity * (1 - taste.Joined) / EventsPerSession + random.Unit()));
        var times = new int[sessions];
        for (var i = 0; i < sessions; i++) times[i] = Moment(taste.Joined, ref random);
        Array.Sort(times);
        for (var i = 0; i < sessions; i++)
        {
            var type = known && i < 6 && i % 2 == 0 ? ProductType.IndexOf("Laptop") : -1;
            Session(user, taste, times[i], type, buys: known && i < 8, ref random);
        }
    }

    /// <summary>A second of the period, by day and evening rather than by night.</summary>
    private int Moment(double joined, ref SampleRandom random)
    {
        var day = (int)(period / Day * (joined + (1 - joined) * random.Unit()));
        var hour = random.Chance(0.45) ? 19 + random.Below(4) : random.Chance(0.9) ? 8 + random.Below(11) : random.Below(24);
        return day * Day + hour * 3600 + random.Below(3600);
    }

    private void Session(int user, Taste taste, int now, int type, bool buys, ref SampleRandom random)
    {
        var called = type < 0 && _wanted.TryPeek(out _, out var first) && first.Due <= now && random.Chance(0.85);
        var target = called
            ? _wanted.Dequeue()
            : taste.Choose(catalogue, type < 0 ? taste.DrawType(log.Month(now), ref random) : type, now, ref random);
        if (catalogue[target].Launch > now)
            return;
        var clock = now;
        if (random.Chance(0.3)) Search(user, taste, target, clock, ref random);
        if (!called)
            for (var others = random.Below(3); others > 0; others--)
                Step(user, taste.Choose(catalogue, catalogue[target].Type, now, ref random), EventType.View, ref clock, 1, ref random);
        Step(user, target, EventType.View, ref clock, 1, ref random);
        if (!buys && !random.Chance(called ? 0.85 : 0.55)) return;
        Step(user, target, EventType.Cart, ref clock, 1, ref random);
        if (!buys && !random.Chance(called ? 0.9 : 0.65))
        {
            if (random.Chance(0.4)) Want(target, now + Day + random.Below(4 * Day));
            return;
        }
        var quantity = ProductType.All[catalogue[target].Type].RepeatDays > 0 ? 1 + random.Below(3) : 1;
        Step(user, target, EventType.Purchase, ref clock, quantity, ref random);
        if (random.Chance(0.03))
            log.Event(
                user,
                target,
                EventType.Return,
                clock + 3 * Day + random.Below(7 * Day),
                quantity,
                catalogue[target].Price,
                ref random
            );
        Plan(target, now, ref random);
    }

    private void Step(int user, int product, EventType type, ref int clock, int quantity, ref SampleRandom random)
    {
        clock += 15 + random.Below(180);
        // Now and then a tenth off.
        var price = catalogue[product].Price;
        if (random.Chance(0.1)) price -= price / 10;
        log.Event(user, product, type, clock, quantity, price, ref random);
    }

    /// <summary>What a purchase calls for later.</summary>
    private void Plan(int product, int now, ref SampleRandom random)
    {
        var type = ProductType.All[catalogue[product].Type];
        foreach (var next in type.Next)
            if (random.Chance(0.5))
                Want(catalogue.Companion(product, ProductType.IndexOf(next), ref random), now + Day + random.Below(12 * Day));
        if (type.RepeatDays > 0 && random.Chance(0.8))
            Want(product, now + type.RepeatDays * (80 + random.Below(40)) * (Day / 100));
        if (type.Series && catalogue.NextVolume(product) is >= 0 and var volume && random.Chance(0.8))
            Want(volume, now + 2 * Day + random.Below(10 * Day));
    }

    private void Want(int product, int due) => _wanted.Enqueue(product, (due, _order++));

    private void Search(int user, Taste taste, int target, int clock, ref SampleRandom random)
    {
        var query = QueryText.For(new ProductText(catalogue, target), taste.Chinese, ref random);
        var draw = random.Below(100);
        var clicked = draw < 72 ? target
            : draw < 80 ? taste.Choose(catalogue, catalogue[target].Type, clock, ref random)
            : draw < 83 ? taste.Choose(catalogue, random.Weighted(ProductType.Cumulative), clock, ref random)
            : -1;
        log.Search(clock, random.Chance(0.04) ? 0 : user, query, clicked);
    }
}
