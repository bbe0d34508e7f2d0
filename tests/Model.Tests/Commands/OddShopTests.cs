using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Histories;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Commands;

/// <summary>Users with one event, products nobody bought, titles without a letter, no categories, no search log: everything runs.</summary>
[Collection(TinyShop.Collection)]
public sealed class OddShopTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(512)]
    public void Odd_products_and_users_go_through_every_verb(int negatives)
    {
        File.WriteAllText(
            _folder["products.csv"],
            "product_id,title,category,price\n1,🫖🫖,,1\n2,✨,,\n3,Red kettle,,3\n4,Never bought,,4\n5,绿茶,Food,5\n6,“”,,6\n"
        );
        var events = Enumerable
            .Range(0, 60)
            .Select(i =>
            {
                var (user, product) = (i < 20 ? 100 + i : i % 7, new[] { 1, 2, 3, 5, 6 }[i * 7 % 5]);
                var type = i % 3 == 1 ? "view" : i % 11 == 5 ? "return" : "purchase";
                return $"{user},{product},{type},{new DateTime(2026, 1, 1).AddHours(i / 2).ToString("s", CultureInfo.InvariantCulture)}";
            });
        File.WriteAllText(_folder["events.csv"], $"user_id,product_id,type,timestamp\n{string.Join('\n', events)}\n");
        var train = TinyShop.Train.Replace("\"negatives\": 24", $"\"negatives\": {negatives}", StringComparison.Ordinal);
        File.WriteAllText(
            _folder["settings.json"],
            $$"""{"name": "odd", "threads": 1, "data": {"source": "tables"}, "verify": {"depth": 20}, "train": {{train}} }"""
        );
        string[] With(string verb, params string[] rest) => [verb, "--settings", _folder["settings.json"], .. rest];

        Tool.Succeed(With("ingest", "--out", _folder["dataset"]));
        Tool.Succeed(With("train", "--dataset", _folder["dataset"], "--out", _folder["train"]));
        Tool.Succeed(With("prune", "--dataset", _folder["dataset"], "--checkpoint", _folder["train"], "--out", _folder["prune"]));
        Tool.Succeed(
            With(
                "quantize",
                "--dataset",
                _folder["dataset"],
                "--trained",
                _folder["train"],
                "--pruned",
                _folder["prune"],
                "--reference",
                _folder["reference"],
                "--out",
                _folder["bundle"]
            )
        );
        Tool.Succeed(
            With(
                "evaluate",
                "--dataset",
                _folder["dataset"],
                "--trained",
                _folder["train"],
                "--bundle",
                _folder["bundle"],
                "--reference",
                _folder["reference"],
                "--out",
                _folder["verify"]
            )
        );

        var dataset = Dataset.Load(_folder["dataset"]);
        foreach (var folder in (string[])["train", "prune"])
        {
            var (info, tensors) = Checkpoint.Load(_folder[folder], dataset.Learning);
            CheckpointTensors.CheckTrainable(tensors, info.Encoder, 6, folder);
        }
        using var engine = RecsysEngine.Open(_folder["bundle"]);
        foreach (var user in dataset.Users)
        {
            var hits = engine.Recommend([.. user.Events.Select(e => new HistoryItem(e.Product, e.Type, e.Timestamp))], 6).Hits;
            Assert.Equal(6, hits.Count);
            Assert.All(hits, hit => Assert.True(float.IsFinite(hit.Score)));
        }
        Assert.Equal(6, engine.Search("kettle", 10).Hits.Count);
        Assert.Empty(engine.Search("🫖", 10).Hits);
        var rows = Tsv.Read(Path.Combine(_folder["verify"], Tables.Scores), ScoreRow.Header).Select(ScoreRow.FromFields).ToArray();
        Assert.Equal(6, rows.Select(row => row.System).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(6, row.Top.Length));
    }
}
