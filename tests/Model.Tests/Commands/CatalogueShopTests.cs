using System.Globalization;
using Recsys.Contracts.Artifacts;
using Recsys.Engine;
using Recsys.Engine.Histories;
using Recsys.Model.Checks;
using Recsys.Model.Checkpoints;
using Recsys.Model.Data;
using Recsys.Model.Tests.Support;
using Xunit;

namespace Recsys.Model.Tests.Commands;

/// <summary>A shop that has products, perhaps a search log, and no events: it is searched, and everybody is recommended the same.</summary>
[Collection(TinyShop.Collection)]
public sealed class CatalogueShopTests : IDisposable
{
    private static readonly string[] Colours = ["red", "blue", "green", "black", "white"],
        Kinds = ["kettle", "lamp", "table", "chair", "sofa", "mirror"];
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Products_alone_go_through_every_verb(bool log)
    {
        string[] titles = [.. Kinds.SelectMany(kind => Colours.Select(colour => $"{colour} {kind}"))];
        File.WriteAllText(
            _folder["products.csv"],
            "product_id,title\n" + string.Join('\n', titles.Select((title, i) => $"{i},{title}"))
        );
        File.WriteAllText(
            _folder["searches.csv"],
            "timestamp,query,product_id\n"
                + string.Join(
                    '\n',
                    titles.Select(
                        (title, i) =>
                            new DateTime(2026, 1, 1).AddHours(i * 7 % titles.Length).ToString("s", CultureInfo.InvariantCulture)
                            + $",{title[1..]},{i}"
                    )
                )
        );
        var searches = log ? """, "searches": {"path": "searches.csv"}""" : "";
        var train = TinyShop.Train.Replace("\"max_epochs\": 2", "\"max_epochs\": 60, \"patience\": 60", StringComparison.Ordinal);
        File.WriteAllText(
            _folder["settings.json"],
            $$$"""
            {"name": "catalogue", "threads": 1, "data": {"source": "tables"{{{searches}}}}, "verify": {"depth": 20}, "train": {{{train}}} }
            """
        );
        string[] With(string verb, params string[] rest) => [verb, "--settings", _folder["settings.json"], .. rest];

        Assert.Contains("no events", Tool.Succeed(With("ingest", "--out", _folder["dataset"])), StringComparison.Ordinal);
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
        Assert.Empty(dataset.Users);
        using var engine = RecsysEngine.Open(_folder["bundle"]);
        Assert.True(engine.Recommend([new HistoryItem(0, EventType.Purchase)], 5).Cold);
        Assert.InRange(
            titles.Count(title => engine.Catalogue[engine.Search(title, 1).Hits[0].Product].Title == title),
            titles.Length * 2 / 3,
            titles.Length
        );
        Assert.True(Checkpoint.Load(_folder["train"], dataset.Learning).Info.Card.Count > 0);
        var rows = Tsv.Read(Path.Combine(_folder["verify"], Tables.Scores), ScoreRow.Header).Select(ScoreRow.FromFields).ToArray();
        Assert.Equal(
            log ? ["search/bundle", "search/reference", "search/popularity", "search/bm25"] : [],
            rows.Select(row => $"{row.Task}/{row.System}").Distinct()
        );
        var behaviour = ArtifactJson.Read<BehaviourReport>(Path.Combine(_folder["verify"], BehaviourReport.FileName));
        Assert.All(
            behaviour.Checks,
            check =>
                Assert.True(
                    check.Cases > 0 && check.Failed == 0,
                    $"{check.Name}: {check.Cases} cases, {check.Failures.FirstOrDefault()?.What}"
                )
        );
        Assert.Equal(titles.Length, new Subjects(dataset).Buyers.Count);
    }

    [Fact]
    public void A_network_that_reads_no_query_has_nothing_to_learn()
    {
        File.WriteAllText(_folder["products.csv"], "product_id,title\n1,red kettle\n2,blue kettle\n");
        File.WriteAllText(
            _folder["settings.json"],
            """{"name": "catalogue", "data": {"source": "tables"}, "train": {"dimensions": 32, "text_buckets": 256, "search_weight": 0}}"""
        );
        Tool.Succeed("ingest", "--settings", _folder["settings.json"], "--out", _folder["dataset"]);
        Assert.Contains(
            "train.search_weight",
            Tool.Fail("train", "--settings", _folder["settings.json"], "--dataset", _folder["dataset"], "--out", _folder["train"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Products_from_events_need_events()
    {
        File.WriteAllText(
            _folder["settings.json"],
            """{"name": "catalogue", "data": {"source": "tables", "products": {"from": "events"}}}"""
        );
        Assert.Contains(
            "data.events.path",
            Tool.Fail("ingest", "--settings", _folder["settings.json"], "--out", _folder["dataset"]),
            StringComparison.Ordinal
        );
    }
}
