using Recsys.Build.Kubernetes;
using Recsys.Build.Machine;
using Recsys.Build.Tests.Kubernetes;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Machine;

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
        Assert.Equal(Fitness.Fit, new Surroundings(Local).Docker(new FakeDockerEngine()).Fitness);
        var none = new Surroundings(Local).Docker(new FakeDockerEngine { Available = false });
        Assert.Equal(Fitness.Limited, none.Fitness);
        Assert.Contains("docker.io", none.Remedy);
    }

    [Fact]
    public async Task The_cluster_is_asked_only_when_the_settings_name_one()
    {
        Assert.Equal(Fitness.Fit, (await new Surroundings(Local).Cluster(Contexts(_server.Address))).Fitness);
        Assert.Empty(_server.Calls);
        _server.Answer = (_, _) => (200, """{"major":"1","minor":"32","gitVersion":"v1.32.3"}""");
        var finding = await new Surroundings(Remote).Cluster(Contexts(_server.Address));
        Assert.Equal(Fitness.Fit, finding.Fitness);
        Assert.Contains("is Kubernetes v1.32.3", finding.Detail);
        Assert.StartsWith("/version", Assert.Single(_server.Calls).Path);
    }

    [Fact]
    public async Task A_cluster_that_refuses_or_is_not_there_is_unfit()
    {
        _server.Answer = (_, _) => (401, "{}");
        var refused = await new Surroundings(Remote).Cluster(Contexts(_server.Address));
        Assert.Equal(Fitness.Unfit, refused.Fitness);
        Assert.Contains("kubectl version", refused.Remedy);
        Assert.Equal(Fitness.Unfit, (await new Surroundings(Remote).Cluster(Contexts("http://127.0.0.1:1"))).Fitness);
        var unknown = await new Surroundings(Remote with { Context = "prod" }).Cluster(Contexts(_server.Address));
        Assert.Equal(Fitness.Unfit, unknown.Fitness);
        Assert.Contains("correct deploy.context", unknown.Remedy);
    }

    [Fact]
    public void A_held_port_is_unfit_with_the_remedy_that_the_run_would_give()
    {
        Assert.Equal(Fitness.Fit, new Surroundings(Local).Ports(() => { }).Fitness);
        var held = new Surroundings(Local).Ports(() => throw new FaultException("Port 8000 is held by process 7 (x). Remedy: stop it."));
        Assert.Equal(new Finding("Ports", Fitness.Unfit, "Port 8000 is held by process 7 (x).", "stop it."), held);
        Assert.Equal(Fitness.Fit, new Surroundings(Remote).Ports(() => throw new FaultException("never asked")).Fitness);
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
