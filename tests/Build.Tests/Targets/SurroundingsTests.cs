using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Recsys.Build.Delivery;
using Recsys.Build.Machine;
using Recsys.Build.Steps;
using Recsys.Build.Targets;
using Recsys.Build.Targets.Kubernetes;
using Recsys.Build.Targets.Local;
using Recsys.Build.Tests.Targets.Kubernetes;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Targets;

public sealed class SurroundingsTests : IDisposable
{
    private static readonly DeploySettings Local = new(), Remote = new() { Target = "kubernetes", Context = "staging" };

    private readonly TemporaryFolder _folder = new();
    private readonly FakeApiServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_machine_without_an_engine_can_deploy_as_a_process()
    {
        Assert.Equal(Fitness.Fit, EngineFinding.Of(new FakeDockerEngine(), new LocalTarget(), "").Fitness);
        var none = EngineFinding.Of(new FakeDockerEngine { Available = false }, new LocalTarget(), ": as a process");
        Assert.Equal(Fitness.Limited, none.Fitness);
        Assert.Contains("docker.io", none.Remedy);
    }

    [Fact]
    public async Task The_cluster_is_asked_only_when_the_settings_name_one()
    {
        using var checkout = new Checkout();
        var local = await DeployTargets.Of(Local).Examine(checkout.Context().Shop());
        Assert.Equal(new Finding("Cluster", Fitness.Fit, "none is needed: deploy.target is local"), local[^1]);
        Assert.Empty(_server.Calls);
        _server.Answer = (_, _) => (200, """{"major":"1","minor":"32","gitVersion":"v1.32.3"}""");
        var finding = await ClusterFinding.Of(Contexts(_server.Address), "staging");
        Assert.Equal(Fitness.Fit, finding.Fitness);
        Assert.Contains("is Kubernetes v1.32.3", finding.Detail);
        Assert.StartsWith("/version", Assert.Single(_server.Calls).Path);
    }

    [Fact]
    public async Task A_cluster_that_refuses_or_is_not_there_is_unfit()
    {
        _server.Answer = (_, _) => (401, "{}");
        var refused = await ClusterFinding.Of(Contexts(_server.Address), "staging");
        Assert.Equal(Fitness.Unfit, refused.Fitness);
        Assert.Contains("kubectl version", refused.Remedy);
        Assert.Equal(Fitness.Unfit, (await ClusterFinding.Of(Contexts("http://127.0.0.1:1"), "staging")).Fitness);
        var unknown = await ClusterFinding.Of(Contexts(_server.Address), "prod");
        Assert.Equal(Fitness.Unfit, unknown.Fitness);
        Assert.Contains("correct deploy.context", unknown.Remedy);
    }

    [Fact]
    public void A_held_port_is_unfit_with_the_remedy_that_the_run_would_give()
    {
        Assert.Equal(Fitness.Fit, LocalTarget.Ports(Local, () => { }).Fitness);
        var held = LocalTarget.Ports(Local, () => throw new FaultException("Port 8000 is held by process 7 (x). Remedy: stop it."));
        Assert.Equal(new Finding("Ports", Fitness.Unfit, "Port 8000 is held by process 7 (x).", "stop it."), held);
    }

    [Fact]
    public async Task A_cluster_needs_no_port_and_no_engine()
    {
        using var checkout = new Checkout();
        var remote = await DeployTargets.Of(Remote).Examine(checkout.Context().Shop());
        Assert.Equal(["Docker", "Ports", "Cluster"], remote.Select(finding => finding.Part));
        Assert.Equal("no engine answers; a rollout to a cluster needs none", remote[0].Detail);
        Assert.Null(remote[0].Remedy);
        Assert.Equal("none is needed: the server runs in the cluster", remote[1].Detail);
    }

    [Fact]
    public void Every_target_that_the_settings_allow_is_there()
    {
        var allowed = typeof(DeploySettings).GetProperty(nameof(DeploySettings.Target))!.GetCustomAttribute<AllowedValuesAttribute>()!;
        Assert.Equal(allowed.Values, DeployTargets.All.Select(target => target.Name));
        foreach (var target in DeployTargets.All) Assert.Same(target, DeployTargets.Of(new DeploySettings { Target = target.Name }));
    }

    private KubeContext Contexts(string address) => new(CakeParts.EnvironmentWith(("KUBECONFIG", _folder.Write("config", $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: staging
          cluster:
            server: {address}
        contexts:
        - name: staging
          context:
            cluster: staging
            user: staging
        users:
        - name: staging
          user:
            token: secret
        """))));
}
