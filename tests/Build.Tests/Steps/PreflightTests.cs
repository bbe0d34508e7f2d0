using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tasks;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Build.Tests.Steps;

/// <summary>What can be known to go wrong is said before anything slow begins.</summary>
public sealed class PreflightTests : IDisposable
{
    private static readonly string[] Delivery = [nameof(Train), nameof(Deploy), nameof(DeployK8s)];
    private readonly TcpListener _held = Listen();
    private readonly TcpListener _alsoHeld = Listen();
    private readonly Checkout _checkout = new();

    public void Dispose()
    {
        _checkout.Dispose();
        _held.Dispose();
        _alsoHeld.Dispose();
    }

    [Theory]
    [InlineData("port", "deploy.port")]
    [InlineData("management-port", "deploy.management_port")]
    public void A_held_port_is_named_with_the_argument_and_the_setting_that_change_it(string argument, string setting)
    {
        var context = _checkout.Context(("port", Free()), ("management-port", Free()), (argument, PortOf(_held)));

        var message = Assert.Throws<FaultException>(() => Check(context, Delivery)).Message;

        Assert.Contains($"Port {PortOf(_held)} is held by process {Environment.ProcessId}", message);
        Assert.Contains($"--{argument}=… ({setting} in the settings)", message);
    }

    [Fact]
    public void Free_ports_are_no_reason_to_stop()
    {
        Check(_checkout.Context(("port", Free()), ("management-port", Free())), Delivery);
    }

    [Theory]
    [InlineData(nameof(Tasks.Verify), true)]
    [InlineData(nameof(Train), false)]
    public void A_champion_that_is_not_there_stops_whoever_will_verify(string task, bool stops)
    {
        _checkout.Write("recsys.json", """{ "name": "shop", "verify": { "champion": "nowhere" } }""");

        var error = Record.Exception(() => Check(_checkout.Context(), [nameof(Ingest), task]));

        Assert.Equal(
            stops,
            error is FaultException { Message: var message }
                && message.StartsWith(
                    $"verify.champion is {_checkout.At("nowhere")}, where there is no bundle (manifest.json is missing). Remedy: ",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(stops, error is not null);
    }

    [Fact]
    public void Whoever_deploys_nothing_needs_no_port()
    {
        Check(
            _checkout.Context(("port", PortOf(_held)), ("management-port", PortOf(_alsoHeld))),
            [nameof(Train), nameof(DockerBuild)]
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ports_that_the_shops_own_deployment_holds_will_be_its_again(bool swapped)
    {
        Deployed(swapped ? _alsoHeld : _held, swapped ? _held : _alsoHeld);

        Check(_checkout.Context(("port", PortOf(_held)), ("management-port", PortOf(_alsoHeld))), Delivery);
    }

    [Fact]
    public void A_deployment_on_other_ports_excuses_nobody()
    {
        using var third = Listen();
        Deployed(third, _alsoHeld);
        var context = _checkout.Context(("port", PortOf(_held)), ("management-port", PortOf(_alsoHeld)));

        Assert.Contains($"Port {PortOf(_held)} is held", Assert.Throws<FaultException>(() => Check(context, Delivery)).Message);
    }

    [Fact]
    public void A_rollout_that_is_asked_for_by_name_needs_a_cluster()
    {
        var context = _checkout.Context(("target", nameof(DeployK8s)), ("port", Free()), ("management-port", Free()));

        var message = Assert.Throws<FaultException>(() => Check(context, [nameof(DeployK8s)])).Message;

        Assert.StartsWith("DeployK8s needs a cluster, but deploy.target is local. Remedy: set deploy.target to kubernetes", message);
    }

    [Theory]
    [InlineData(nameof(Deploy))]
    [InlineData(nameof(DeployK8s))]
    public void A_cluster_that_the_kubeconfig_does_not_know_is_refused_whatever_the_ports(string task)
    {
        _checkout.Write(
            "recsys.json",
            $$"""
            { "name": "shop", "verify": { "gates": {{Checkout.Gate}} }, "image": { "reference": "registry.example/shop:1" },
              "deploy": { "target": "kubernetes", "context": "of-nobody" } }
            """
        );
        var context = _checkout.Context(("target", task), ("port", PortOf(_held)), ("management-port", PortOf(_alsoHeld)));

        Assert.Contains("deploy.context is 'of-nobody'", Assert.Throws<FaultException>(() => Check(context, [task])).Message);
    }

    private static void Check(BuildContext context, string[] tasks)
    {
        var chain = new RunChain(tasks, PipelineSteps.All);
        Preflight.Check(context, chain);
        Preflight.CheckMachine(context, chain);
    }

    private void Deployed(TcpListener port, TcpListener management) =>
        _checkout.Write(
            $"artifacts/shop/deploy/{DeploymentRecord.FileName}",
            ArtifactJson.Serialize(
                new DeploymentRecord
                {
                    Name = "shop",
                    Kind = DeploymentRecord.Process,
                    Digest = ContentHash.OfText("image"),
                    Port = Number(port),
                    ManagementPort = Number(management),
                    Started = "2026-11-01T10:00:00Z",
                }
            )
        );

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static string Free()
    {
        using var listener = Listen();
        return PortOf(listener);
    }

    private static int Number(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static string PortOf(TcpListener listener) => Number(listener).ToString(CultureInfo.InvariantCulture);
}
