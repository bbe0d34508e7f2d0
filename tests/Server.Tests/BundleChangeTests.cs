using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Server.Api;
using Recsys.Server.Events;
using Recsys.Server.Tests.Support;

namespace Recsys.Server.Tests;

/// <summary>One event store under two bundles: the second has the products in another order, and one more.</summary>
public sealed class BundleChangeTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly InMemoryEventStore _store = new();
    private Serving _first = null!;
    private Serving _second = null!;

    public ValueTask InitializeAsync()
    {
        _first = Open("first", [.. Enumerable.Range(0, Fixtures.Products)]);
        _second = Open("second", [.. Enumerable.Range(0, Fixtures.Products + 1).Reverse()]);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_bundle_reads_the_products_that_were_meant()
    {
        await AppendAsync("u", Fixtures.Id(3), Fixtures.Id(Fixtures.Products), Fixtures.Id(5), "never listed");
        Assert.Equal([Fixtures.Id(3), Fixtures.Id(5)], await ReadAsync(_first));
        Assert.Equal([Fixtures.Id(3), Fixtures.Id(Fixtures.Products), Fixtures.Id(5)], await ReadAsync(_second));
    }

    [Fact]
    public async Task An_event_waits_for_the_bundle_that_knows_its_product()
    {
        await AppendAsync("u", Fixtures.Id(Fixtures.Products));
        Assert.True(_first.Engine.Recommend(await _first.HistoryAsync("u", default), 10).Cold);
        Assert.False(_second.Engine.Recommend(await _second.HistoryAsync("u", default), 10).Cold);
    }

    [Fact]
    public async Task A_product_that_left_the_shop_is_no_history()
    {
        await AppendAsync("u", "gone", Fixtures.Id(7));
        Assert.Equal([Fixtures.Id(7)], await ReadAsync(_second));
        await AppendAsync("v", "gone");
        Assert.True(_second.Engine.Recommend(await _second.HistoryAsync("v", default), 10).Cold);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _first.Engine.Dispose();
        _second.Engine.Dispose();
        _folder.Dispose();
    }

    private Serving Open(string name, int[] products)
    {
        var path = Path.Combine(_folder.Path, name);
        Fixtures.WriteBundle(path, products: products);
        return new Serving(RecsysEngine.Open(path), _store);
    }

    private ValueTask AppendAsync(string user, params string[] products) => _store.AppendAsync(
        [.. products.Select((id, at) => new UserEvent(user, new ProductEvent(id, EventType.Purchase, at)))],
        default
    );

    private static async Task<IEnumerable<string>> ReadAsync(Serving serving) =>
        (await serving.HistoryAsync("u", default)).Select(item => serving.Engine.Catalogue[item.Product].ProductId);
}
