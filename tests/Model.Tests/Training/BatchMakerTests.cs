using System.Text.Json;
using CsCheck;
using Recsys.Model.Data;
using Recsys.Model.Tests.Support;
using Recsys.Model.Training;
using Recsys.Settings;
using Xunit;

namespace Recsys.Model.Tests.Training;

public sealed class BatchMakerTests
{
    private const int Products = 9, Length = 4;

    private static readonly Gen<(UserEvents[] Users, TrainSettings Settings, ulong Seed)> Cases = Gen.Select(
        SmallDataset.Users(Products),
        Gen.Int[1, 5],
        Gen.Int[0, 12],
        Gen.Bool,
        Gen.ULong,
        (users, size, negatives, search, seed) =>
            (
                users,
                new TrainSettings
                {
                    BatchSize = size,
                    Negatives = negatives,
                    SearchWeight = search ? 1 : 0,
                    TextBuckets = 300,
                },
                seed
            )
    );

    // With a horizon of 1 a target is certain, so a batch can be compared with the sequences.
    private static (Sequences Sequences, BatchMaker Batches) Make(UserEvents[] users, TrainSettings settings)
    {
        var dataset = SmallDataset.Of(Products, users);
        var sequences = new Sequences(dataset, Length, horizon: 1, repeats: true);
        return (sequences, new BatchMaker(sequences, new QueryPairs(dataset, settings.TextBuckets), Products, settings));
    }

    [Fact]
    public void An_epoch_holds_every_window_once_with_its_types_and_targets() =>
        Cases.Sample(
            c =>
            {
                var (sequences, batches) = Make(c.Users, c.Settings);
                var random = new SplitMix(0);
                var expected = sequences.Windows.Select(window =>
                {
                    var events = sequences.Events(window).ToArray();
                    return string.Join(
                        ' ',
                        events.Select(
                            (e, t) =>
                                $"{e.Product}/{(int)e.Type}/{sequences.Target(window.User, window.End - events.Length + t, random)}"
                        )
                    );
                });

        var epoch = batches.Epoch(new SplitMix(c.Seed)).ToArray();

        Assert.Equal(expected.Order(StringComparer.Ordinal), epoch.SelectMany(Rows).Order(StringComparer.Ordinal));
        Assert.Equal(batches.Steps, epoch.Length);
        Assert.All(epoch, batch => Assert.InRange(batch.Users, 0, c.Settings.BatchSize));
    }, iter: 100, threads: 1);

    [Fact]
    public void Padding_is_on_the_left_and_empty() => Cases.Sample(c =>
    {
        foreach (var batch in Make(c.Users, c.Settings).Batches.Epoch(new SplitMix(c.Seed)))
        {
            Assert.InRange(batch.Length, 1, Length);
            for (var b = 0; b < batch.Users; b++)
            {
                var row = Enumerable.Range(b * batch.Length, batch.Length).ToArray();
                var padding = row.TakeWhile(at => batch.Present[at] == 0).ToArray();
                Assert.All(padding, at => Assert.Equal((0, 0), (batch.Items[at], batch.Types[at])));
                Assert.All(row.Skip(padding.Length), at => Assert.Equal(1, batch.Present[at]));
            }
            Assert.All(batch.Positions, position => Assert.Equal(1, batch.Present[position]));
        }
    }, iter: 60, threads: 1);

    [Fact]
    public void Every_reference_points_into_the_list_of_distinct_products() =>
        Cases.Sample(
            c =>
            {
                foreach (var batch in Make(c.Users, c.Settings).Batches.Epoch(new SplitMix(c.Seed)))
                {
                    Assert.Equal(batch.Products.Length, batch.Products.Distinct().Count());
                    Assert.All(
                        [.. batch.Items, .. batch.Targets, .. batch.Negatives, .. batch.QueryTargets],
                        at => Assert.InRange(at, 0, batch.Products.Length - 1)
                    );
                    if (c.Settings.Negatives is > 0 and < Products)
                        Assert.Equal(c.Settings.Negatives, batch.Negatives.Length);
                    else
                    {
                        Assert.Empty(batch.Negatives);
                        Assert.Equal(Enumerable.Range(0, Products).Select(i => (long)i), batch.Products.Order());
                    }
                    Assert.Equal(batch.Queries.Count, batch.QueryTargets.Length);
                    Assert.InRange(batch.Queries.Count, 0, c.Settings.SearchWeight > 0 ? 2 * c.Settings.BatchSize : 0);
                    Assert.All(batch.Queries, features => Assert.NotEmpty(features));
                }
            },
            iter: 60,
            threads: 1
        );

    [Fact]
    public void The_seed_alone_decides_an_epoch()
    {
        var users = Enumerable
            .Range(0, 20)
            .Select(u =>
                SmallDataset.User(
                    $"u{u:00}",
                    100,
                    100,
                    [
                        .. Enumerable
                            .Range(0, 6 + u % 3)
                            .Select(i => ((u + i) % Products, Contracts.Artifacts.EventType.Purchase, (long)i)),
                    ]
                )
            )
            .ToArray();
        var settings = new TrainSettings
        {
            BatchSize = 4,
            Negatives = 3,
            TextBuckets = 300,
        };
        string Epoch(ulong seed) => JsonSerializer.Serialize(Make(users, settings).Batches.Epoch(new SplitMix(seed)).ToArray());

        Assert.Equal(Epoch(1), Epoch(1));
        Assert.NotEqual(Epoch(1), Epoch(2));
    }

    private static IEnumerable<string> Rows(Batch batch)
    {
        var targets = batch.Positions.Zip(batch.Targets).ToDictionary(pair => pair.First, pair => batch.Products[pair.Second]);
        for (var b = 0; b < batch.Users; b++)
        {
            yield return string.Join(' ', Enumerable.Range(b * batch.Length, batch.Length).Where(at => batch.Present[at] == 1)
                .Select(at => $"{batch.Products[batch.Items[at]]}/{batch.Types[at]}/{targets.GetValueOrDefault(at, -1)}"));
        }
    }
}
