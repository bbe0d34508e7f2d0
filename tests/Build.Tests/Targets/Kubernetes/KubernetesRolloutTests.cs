using Recsys.Build.Targets.Kubernetes;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Faults;
using Xunit;
using k8s;
using k8s.KubeConfigModels;

namespace Recsys.Build.Tests.Targets.Kubernetes;

public sealed class KubernetesRolloutTests : IDisposable
{
    private readonly FakeApiServer _server = new();
    private readonly LogLines _log = new();

    private KubernetesClientConfiguration Cluster => Staging(_server.Address);

    private KubernetesRollout Rollout => new(TimeProvider.System, _log);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task It_applies_both_objects_as_its_own_fields_and_waits_until_all_replicas_are_new()
    {
        var reads = 0;
        _server.Answer = (method, path) => method != "GET" ? (200, "{}") : reads++ == 0
            ? (200, Deployment(generation: 2, observed: 1, updated: 2, available: 2, total: 2)) // the status of the generation before
            : (200, Deployment(generation: 2, observed: 2, updated: 2, available: 2, total: 2));
        var status = await Rollout.Apply(Cluster, KubernetesManifestTests.Request, TimeSpan.FromSeconds(30));

        Assert.True(status.Complete);
        Assert.Equal(2, reads);
        var patches = _server.Calls.Where(call => call.Method == "PATCH").ToArray();
        Assert.Equal(
        [
            "/api/v1/namespaces/shops/services/recsys-shop?fieldManager=recsys&force=true",
            "/apis/apps/v1/namespaces/shops/deployments/recsys-shop?fieldManager=recsys&force=true",
        ], patches.Select(call => call.Path));
        Assert.All(patches, call => Assert.StartsWith("application/apply-patch+yaml", call.Type));
        Assert.Contains("\"kind\":\"Deployment\"", patches[1].Body);
        Assert.Contains("registry.example/shop/recsys@sha256:11", patches[1].Body);
    }

    [Fact]
    public async Task A_rollout_that_is_not_complete_in_time_shows_its_last_conditions()
    {
        _server.Answer = (_, _) =>
            (
                200,
                Deployment(
                    2,
                    2,
                    1,
                    0,
                    3,
                    """{"type":"Available","status":"False","reason":"MinimumReplicasUnavailable","message":"no minimum"}"""
                )
            );
        var error = await Assert.ThrowsAsync<FaultException>(() =>
            Rollout.Apply(Cluster, KubernetesManifestTests.Request, TimeSpan.Zero)
        );
        Assert.Contains("not rolled out within 0 s", error.Message);
        Assert.Contains("1 of 2 replicas updated, 0 available, 2 old", error.Message);
        Assert.Contains("MinimumReplicasUnavailable: no minimum", error.Message);
    }

    [Fact]
    public async Task A_rollout_the_cluster_gave_up_fails_at_once()
    {
        _server.Answer = (_, _) =>
            (
                200,
                Deployment(
                    2,
                    2,
                    1,
                    0,
                    3,
                    """{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded","message":"timed out progressing"}"""
                )
            );
        var error = await Assert.ThrowsAsync<FaultException>(() =>
            Rollout.Apply(Cluster, KubernetesManifestTests.Request, TimeSpan.FromHours(1))
        );
        Assert.Contains("gave up", error.Message);
        Assert.Contains("timed out progressing", error.Message);
    }

    [Theory]
    [InlineData(401, "renew the credentials")]
    [InlineData(403, "give the context's user the right")]
    [InlineData(404, "create the namespace")]
    [InlineData(500, "see the cluster's answer")]
    public async Task A_refusal_names_the_context_the_clusters_words_and_a_remedy(int code, string remedy)
    {
        _server.Answer = (_, _) => (code, $$"""{"kind":"Status","message":"it said {{code}}"}""");
        var error = await Assert.ThrowsAsync<FaultException>(() =>
            Rollout.Apply(Cluster, KubernetesManifestTests.Request, TimeSpan.FromSeconds(5))
        );
        Assert.Contains("apply Service recsys-shop", error.Message);
        Assert.Contains("context 'staging'", error.Message);
        Assert.Contains($"it said {code}", error.Message);
        Assert.Contains(remedy, error.Message);
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_reached_is_named()
    {
        var error = await Assert.ThrowsAsync<FaultException>(() =>
            Rollout.Apply(Staging("http://127.0.0.1:1"), KubernetesManifestTests.Request, TimeSpan.FromSeconds(5))
        );
        Assert.Contains("no cluster answers for context 'staging' (http://127.0.0.1:1)", error.Message);
    }

    [Fact]
    public async Task Removing_may_be_repeated()
    {
        Assert.True(await Rollout.Remove(Cluster, "shop", "shops"));
        Assert.Equal(["/apis/apps/v1/namespaces/shops/deployments/recsys-shop", "/api/v1/namespaces/shops/services/recsys-shop"],
            _server.Calls.Where(call => call.Method == "DELETE").Select(call => call.Path));
        _server.Answer = (_, _) => (404, """{"kind":"Status","message":"not found"}""");
        Assert.False(await Rollout.Remove(Cluster, "shop", "shops"));
    }

    private static KubernetesClientConfiguration Staging(string address) =>
        KubernetesClientConfiguration.BuildConfigFromConfigObject(
            new K8SConfiguration
            {
                Clusters =
                [
                    new()
                    {
                        Name = "c",
                        ClusterEndpoint = new() { Server = address },
                    },
                ],
                Users =
                [
                    new()
                    {
                        Name = "u",
                        UserCredentials = new() { Token = "secret" },
                    },
                ],
                Contexts =
                [
                    new()
                    {
                        Name = "staging",
                        ContextDetails = new() { Cluster = "c", User = "u" },
                    },
                ],
            },
            "staging"
        );

    private static string Deployment(int generation, int observed, int updated, int available, int total, string conditions = "") =>
        $$$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"recsys-shop","generation":{{{generation}}}},"spec":{"replicas":2,"selector":{},"template":{}},
             "status":{"observedGeneration":{{{observed}}},"replicas":{{{total}}},"updatedReplicas":{{{updated}}},"availableReplicas":{{{available}}},"conditions":[{{{conditions}}}]}}
            """;
}
