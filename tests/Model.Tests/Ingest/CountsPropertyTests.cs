using CsCheck;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Ingest;

public sealed class CountsPropertyTests
{
    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static readonly Gen<string> User = OneOf("1", "2", "u3", "", " ", "17850.0");
    private static readonly Gen<string> Product = OneOf("1", "2", "3", "10", "77", "", "1.0");
    private static readonly Gen<string> Type = OneOf("view", "CART", "Purchase", "return", "liked", "");
    private static readonly Gen<string> Time = OneOf("2026-01-01", "1/2/2026 8:26", "1767225600", "never", "", "2027-01-01T00:00:00Z");
    private static readonly Gen<string> Quantity = OneOf("1", "3", "-2", "0", "", "x", "\"1,5\"");
    private static readonly Gen<string> Price = OneOf("1", "0", "-3", "", "x");
    private static readonly Gen<string> Tail = OneOf("", "", "", "", "", "", "", ",extra");

    private static readonly Gen<string[]> Rows = Gen.Select(User, Product, Type, Time, Quantity, Price, Tail,
        (user, product, type, time, quantity, price, tail) => $"{user},{product},{type},{time},{quantity},{price}{tail}").Array[0, 60];

    [Fact]
    public void Every_row_has_exactly_one_fate() =>
        Rows.Sample(
            rows =>
            {
                using var shop = new TestShop();
                shop.Data = shop.Data with
                {
                    AsOf = "2026-12-31",
                    Events = new TableSettings { Path = "events.csv", Where = "product_id IS DISTINCT FROM '2'" },
                };
                shop.WriteEvents(rows);

        var manifest = shop.Ingest().Manifest;
        var report = manifest.Tables["events"];

                Assert.Equal(TestShop.SoundEvents + rows.Length, report.Read);
                Assert.Equal(report.Read, report.Kept + report.Anonymous + report.LeftOut + report.Rejected.Values.Sum());
                Assert.Equal(report.Kept, shop.Events().Length);
                Assert.Equal(
                    report.Rejected,
                    shop.Rejected()
                        .Where(row => row[0] == "events")
                        .GroupBy(row => row[2])
                        .OrderBy(group => group.Key, StringComparer.Ordinal)
                        .Select(group => new KeyValuePair<string, long>(group.Key, group.Count()))
                );
                Assert.Equal(manifest.Users, shop.Events().Select(row => row[0]).Distinct().Count());
            },
            iter: 15,
            threads: 1
        );
}
