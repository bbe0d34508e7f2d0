using System.Globalization;
using Recsys.Build.Image;
using Recsys.Build.Steps;
using Recsys.Build.Tasks;
using Recsys.Build.Tests.Targets.Kubernetes;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Xunit;

namespace Recsys.Build.Tests.Targets.Local;

/// <summary>The verified image on this machine, by a Docker client that starts nothing and a server that answers in its place.</summary>
public sealed class LocalTargetTests : IDisposable
{
    private readonly Recsys.Testing.Judge.Shop _shop = new();
    private readonly Checkout _checkout = new();

    public LocalTargetTests()
    {
        _shop.Provenance = _checkout.Provenance;
        _shop.Verify();
        _checkout.Take(_shop);
    }

    public void Dispose()
    {
        _checkout.Dispose();
        _shop.Dispose();
    }

    [Fact]
    public async Task What_serves_is_asked_and_shown_with_the_lines_to_ask_and_to_stop_it()
    {
        using var server = new FakeApiServer();
        using var management = new FakeApiServer();
        management.Answer = (_, _) => (200, Ready);
        server.Answer = (_, _) => (200, FakeServerHttp.Products);
        var image = Image();
        Questions();
        var (port, managementPort) = (new Uri(server.Address).Port, new Uri(management.Address).Port);
        // They hold the ports as the container would, which is this shop's own, and ready: it is left alone.
        Running(image, port, managementPort);
        var context = _checkout.Context(("port", Text(port)), ("management-port", Text(managementPort)), ("name", "shop"));

        await new DeployStep().Run(context);

        var said = _checkout.Log.Lines;
        Assert.Contains(said, line => line.StartsWith("search 'red kettle'", StringComparison.Ordinal));
        Assert.Contains("recommendations for user u1 (cold: nothing is known about the user)", said);
        Assert.Contains(said, line => line.Contains("Steel kettle", StringComparison.Ordinal));
        Assert.Equal(
        [
            $"recsys-shop:latest serves at {server.Address}, as a docker. Ask it:",
            $$"""  curl -X POST {{server.Address}}/recommend -H 'content-type: application/json' -d '{"user_id":"u1"}'""",
            $$"""  curl -X POST {{server.Address}}/search -H 'content-type: application/json' -d '{"query":"red kettle"}'""",
            "Stop it: ./build.sh --target=Undeploy --name=shop",
        ], said.Skip(said.Count - 4));
        Assert.Equal(image.Bundle, ContentHash.OfFolder(context.Layout.Champion));
    }

    [Fact]
    public async Task What_somebody_let_through_serves_with_a_warning_and_does_not_become_the_champion()
    {
        const string reason = "agreed with the shop until Monday";
        using var server = new FakeApiServer();
        using var management = new FakeApiServer();
        management.Answer = (_, _) => (200, Ready);
        server.Answer = (_, _) => (200, FakeServerHttp.Products);
        _shop.WriteScores(0.2, 0.4);
        _shop.Verify();
        _checkout.Take(_shop);
        var image = Image(new VerdictOverride { Outcome = Verdict.Fail, Reason = reason, By = "somebody" });
        Questions();
        var (port, managementPort) = (new Uri(server.Address).Port, new Uri(management.Address).Port);
        Running(image, port, managementPort);
        var context = _checkout.Context(("port", Text(port)), ("management-port", Text(managementPort)));
        context.Trust = context.Trust with { Override = reason };

        await new DeployStep().Run(context);

        Assert.False(Directory.Exists(context.Layout.Champion));
        Assert.Contains(
            $"OVERRIDDEN: the verdict is FAIL, and {Environment.UserName} ships the bundle all the same. Reason: {reason}",
            _checkout.Log.Lines
        );
    }

    [Fact]
    public async Task What_runs_is_stopped_and_where_nothing_runs_that_is_said()
    {
        Running(Image(), 18998, 18999);

        await new Undeploy().RunAsync(_checkout.Context());
        Assert.Equal("shop is stopped.", _checkout.Log.Lines[^1]);

        await new Undeploy().RunAsync(_checkout.Context());
        Assert.Equal("Nothing of shop runs here.", _checkout.Log.Lines[^1]);
    }

    // What /readyz says of the judged bundle.
    private string Ready =>
        $$"""{"status":"ready","bundle":"{{ContentHash.OfFolder(_checkout.At("artifacts", "shop", "bundle"))}}"}""";

    private ImageInfo Image(VerdictOverride? made = null)
    {
        var bundle = _checkout.At("artifacts", "shop", "bundle");
        var spec = TestImage.Spec();
        spec = spec with { Layers = [.. spec.Layers.Take(2), Layer.OfFolder(ImageLayer.Bundle, bundle, "app/bundle")] };
        var archive = _checkout.Write($"artifacts/shop/image/{ImageInfo.ArchiveName}", "");
        var image = TestImage.Write(spec, archive) with
        {
            Reference = "recsys-shop:latest",
            Override = made,
            Bundle = ContentHash.OfFolder(bundle),
        };
        _checkout.Write($"artifacts/shop/image/{ImageInfo.FileName}", ArtifactJson.Serialize(image));
        var context = _checkout.Context();
        context.Trust = context.Trust with { Override = made?.Reason };
        context.Verified().Attest(ImageContents.Of(archive), context.Verified().Require());
        return image;
    }

    private void Questions()
    {
        Tsv.Write(_checkout.Write("artifacts/shop/dataset/searches.tsv", ""), Tables.SearchColumns, [["red kettle", "", "", "1", "train"]]);
        Tsv.Write(_checkout.Write("artifacts/shop/history/history.tsv", ""), Tables.HistoryColumns, [["u1", "1", "view", "1"]]);
    }

    private void Running(ImageInfo image, int port, int managementPort)
    {
        var history = _checkout.At("artifacts", "shop", "history");
        _checkout.Write(
            $"artifacts/shop/deploy/{DeploymentRecord.FileName}",
            ArtifactJson.Serialize(
                new DeploymentRecord
                {
                    Name = "shop",
                    Kind = DeploymentRecord.Docker,
                    Digest = image.Digest,
                    History = Directory.Exists(history) ? ContentHash.OfFolder(history) : null,
                    Port = port,
                    ManagementPort = managementPort,
                    Container = "c1",
                    Started = "2026-11-01T10:00:00Z",
                }
            )
        );
        _checkout
            .Processes.When("info", "20.10")
            .When(
                "container inspect",
                $$$"""{"Id":"c1","Name":"/recsys-shop","Image":"{{{image.Id}}}","State":{"Running":true,"ExitCode":0}}"""
            );
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
