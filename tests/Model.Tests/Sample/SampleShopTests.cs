using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Model.Ingest;
using Recsys.Model.Sample;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Sample;

/// <summary>The default sample shop, generated and ingested once.</summary>
public sealed class SampleFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recsys-sample-");

    public SampleFixture()
    {
        Counts = SampleShop.Write(Settings.Seed, Settings.Data.Sample, Tables);
        Summary = new Ingestion(Settings, Tables).Run(
            Path.Combine(_folder.FullName, "dataset"),
            Path.Combine(_folder.FullName, "history")
        );
        Products =
        [
            .. Tsv.Read(
                Path.Combine(_folder.FullName, "dataset", Contracts.Artifacts.Tables.Products),
                Contracts.Artifacts.Tables.ProductColumns
            ),
        ];
        Events =
        [
            .. Tsv.Read(
                Path.Combine(_folder.FullName, "dataset", Contracts.Artifacts.Tables.Events),
                Contracts.Artifacts.Tables.EventColumns
            ),
        ];
        Searches =
        [
            .. Tsv.Read(
                Path.Combine(_folder.FullName, "dataset", Contracts.Artifacts.Tables.Searches),
                Contracts.Artifacts.Tables.SearchColumns
            ),
        ];
    }

    public RecsysSettings Settings { get; } = new();

    public string Tables => Path.Combine(_folder.FullName, "tables");

    public SampleCounts Counts { get; }

    public IngestSummary Summary { get; }

    public string[][] Products { get; }

    public string[][] Events { get; }

    public string[][] Searches { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}

public sealed class SampleShopTests(SampleFixture shop) : IClassFixture<SampleFixture>
{
    private static bool Chinese(string text) => text.Any(letter => letter is >= '\u4e00' and <= '\u9fff');

    private IEnumerable<string[]> Purchases => shop.Events.Where(row => row[2] == "purchase");

    [Fact]
    public void The_size_is_what_the_settings_say()
    {
        Assert.Equal((2_000, 4_000), (shop.Counts.Products, shop.Counts.Users));
        Assert.InRange(shop.Counts.Events / 4_000.0, 27, 33);
        Assert.Equal(4_000, shop.Summary.Manifest.Users);
    }

    [Fact]
    public void Titles_carry_the_type_word_in_both_languages_or_in_one()
    {
        var laptops = shop.Products.Where(row => row[2] == "Computers > Laptops").ToArray();
        Assert.All(
            laptops,
            row =>
                Assert.True(
                    row[1].Contains("笔记本电脑", StringComparison.Ordinal) || row[1].Contains("Laptop", StringComparison.Ordinal)
                )
        );
        var (chinese, english) = (
            shop.Products.Count(row => Chinese(row[1])) / 2000.0,
            shop.Products.Count(row => !Chinese(row[1])) / 2000.0
        );
        Assert.InRange(english, 0.11, 0.19);
        Assert.InRange(chinese, 0.81, 0.89);
        Assert.True(shop.Products.Select(row => row[2]).Distinct().Count() >= 25);
    }

    [Fact]
    public void User_1234_is_an_old_customer_who_buys_laptops()
    {
        var bought = Purchases
            .Where(row => row[0] == "1234" && row[5] == "train")
            .Select(row => shop.Products[int.Parse(row[1], CultureInfo.InvariantCulture)][2])
            .ToArray();
        Assert.True(bought.Length >= 5, $"{bought.Length} purchases");
        Assert.Contains("Computers > Laptops", bought);
    }

    [Fact]
    public void Popularity_and_activity_have_long_tails()
    {
        var popularity = Purchases.GroupBy(row => row[1]).Select(group => group.Count()).OrderDescending().ToArray();
        Assert.InRange(popularity.Take(200).Sum() / (double)popularity.Sum(), 0.35, 0.7);
        var activity = shop.Events.GroupBy(row => row[0]).Select(group => group.Count()).Order().ToArray();
        Assert.True(activity[activity.Length * 99 / 100] > 4 * activity[activity.Length / 2]);
    }

    [Theory]
    [InlineData("validation")]
    [InlineData("test")]
    public void Products_and_users_appear_late_in_time(string part)
    {
        var before = shop
            .Events.Where(row => string.CompareOrdinal(row[5], "train") == 0 || (part == "test" && row[5] == "validation"))
            .ToArray();
        var (products, users) = (before.Select(row => row[1]).ToHashSet(), before.Select(row => row[0]).ToHashSet());
        Assert.Contains(Purchases, row => row[5] == part && !products.Contains(row[1]));
        Assert.Contains(Purchases, row => row[5] == part && !users.Contains(row[0]));
    }

    [Fact]
    public void Consumables_are_bought_again()
    {
        double Again(string category)
        {
            var bought = Purchases
                .Where(row => shop.Products[int.Parse(row[1], CultureInfo.InvariantCulture)][2] == category)
                .GroupBy(row => (row[0], row[1]))
                .ToArray();
            return bought.Count(group => group.Count() > 1) / (double)bought.Length;
        }
        Assert.True(Again("Food > Coffee Beans") > 3 * Again("Kitchen > Frying Pans"));
    }

    [Fact]
    public void What_was_bought_last_says_what_comes_next()
    {
        // After a phone, users buy phone cases far more often than others do.
        var category = shop.Products.Select(row => row[2]).ToArray();
        var (after, cases, all, allCases) = (0, 0, 0, 0);
        foreach (var user in Purchases.GroupBy(row => row[0]))
        {
            var bought = user.Select(row => category[int.Parse(row[1], CultureInfo.InvariantCulture)]).ToArray();
            for (var i = 1; i < bought.Length; i++)
            {
                (all, allCases) = (all + 1, allCases + (bought[i] == "Phones > Phone Cases" ? 1 : 0));
                if (bought[i - 1] == "Phones > Smartphones")
                    (after, cases) = (after + 1, cases + (bought[i] == "Phones > Phone Cases" ? 1 : 0));
            }
        }
        Assert.True(cases / (double)after > 2.0 * allCases / all, $"{cases}/{after} against {allCases}/{all}");
    }

    [Fact]
    public void Searches_are_in_both_languages_with_and_without_click()
    {
        Assert.Contains(
            shop.Searches,
            row =>
                row[0] == "笔记本电脑"
                && shop.Products[int.Parse(row[2].Length == 0 ? "0" : row[2], CultureInfo.InvariantCulture)][2] == "Computers > Laptops"
        );
        Assert.Contains(shop.Searches, row => row[0] == "laptop");
        Assert.InRange(shop.Searches.Count(row => row[2].Length == 0) / (double)shop.Searches.Length, 0.1, 0.25);
        Assert.InRange(shop.Searches.Count(row => Chinese(row[0])) / (double)shop.Searches.Length, 0.45, 0.7);
        Assert.Contains(shop.Searches, row => row[1].Length == 0);
    }

    [Fact]
    public void A_little_dirt_shows_in_the_quarantine()
    {
        var report = shop.Summary.Manifest.Tables["events"];
        Assert.Equal([Reason.BadTimestamp, Reason.NegativePrice, Reason.UnknownProduct], report.Rejected.Keys);
        Assert.True(report.Rejected.Values.Sum() < report.Read / 200);
        Assert.True(report.Anonymous > 0 && report.Repeated > 0);
        Assert.InRange(shop.Events.Count(row => row[2] == "return") / (double)Purchases.Count(), 0.01, 0.04);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var size = new SampleSettings { Products = 60, Users = 100 };
        string Hash(int seed)
        {
            var folder = Path.Combine(shop.Tables, "..", "again");
            SampleShop.Write(seed, size, folder);
            return ContentHash.OfFolder(folder);
        }
        var first = Hash(1);
        Assert.Equal(first, Hash(1));
        Assert.NotEqual(first, Hash(2));
        // Pinned: a change here changes every shop's sample, on purpose or not.
        Assert.Equal("sha256:8a4bd3f5afa8f3406c89105d7f0e0569198b85b9690e6157f5a56f60c0c309e7", first);
    }

    [Theory]
    [InlineData(50, 50, 5, 30)]
    [InlineData(20_000, 300, 60, 1500)]
    public void Other_sizes_can_be_ingested(int products, int users, int events, int days)
    {
        var settings = shop.Settings with
        {
            Data = new DataSettings
            {
                Sample = new SampleSettings
                {
                    Products = products,
                    Users = users,
                    EventsPerUser = events,
                    Days = days,
                    From = "2024-02-28",
                },
            },
        };
        var folder = Path.Combine(shop.Tables, "..", "size");
        SampleShop.Write(1, settings.Data.Sample, Path.Combine(folder, "tables"));

        var manifest = new Ingestion(settings, Path.Combine(folder, "tables"))
            .Run(Path.Combine(folder, "dataset"), Path.Combine(folder, "history"))
            .Manifest;

        Assert.Equal(products, manifest.Products);
        Assert.Equal(products, manifest.Tables["products"].Kept);
    }
}
