using System.Text.Json;
using Recsys.Build.Targets.Kubernetes;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;
using k8s;

namespace Recsys.Build.Tests.Targets.Kubernetes;

public sealed class KubernetesManifestTests
{
    public static KubernetesManifestRequest Request { get; } = new()
    {
        Name = "shop",
        Namespace = "shops",
        Image = "registry.example/shop/recsys@sha256:11",
        Bundle = "sha256:22",
        Replicas = 2,
        Port = 8000,
        User = 65532,
        ProgressDeadline = 60,
    };

    [Theory]
    [InlineData("deployment.json")]
    [InlineData("service.json")]
    public void The_applied_objects_are_those_of_the_snapshot(string name)
    {
        object manifest = name == "service.json" ? KubernetesManifest.Service(Request) : KubernetesManifest.Deployment(Request);
        using var json = JsonDocument.Parse(KubernetesJson.Serialize(manifest));
        Snapshot.Check(Repository.At("tests", "Build.Tests", "Kubernetes", name),
            JsonSerializer.Serialize(json.RootElement, new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
    }

    [Fact]
    public void An_override_is_written_on_every_object_and_its_time_rolls_no_pod_out()
    {
        var made = new VerdictOverride
        {
            Outcome = Verdict.Fail,
            Reason = "agreed with the shop",
            By = "ann",
            At = "2026-11-24T10:00:00Z",
        };
        var (deployment, service) = (
            KubernetesManifest.Deployment(Request with { Override = made }),
            KubernetesManifest.Service(Request with { Override = made })
        );
        foreach (
            var annotations in new[]
            {
                deployment.Metadata.Annotations,
                service.Metadata.Annotations,
                deployment.Spec.Template.Metadata.Annotations,
            }
        )
        {
            Assert.Equal(
                ("agreed with the shop", "ann", "fail", "sha256:22"),
                (
                    annotations["recsys.override"],
                    annotations["recsys.override.by"],
                    annotations["recsys.verdict"],
                    annotations["recsys.bundle"]
                )
            );
        }
        Assert.Equal(made.At, deployment.Metadata.Annotations["recsys.override.at"]);
        Assert.DoesNotContain("recsys.override.at", deployment.Spec.Template.Metadata.Annotations.Keys);
    }

    [Fact]
    public void The_selector_does_not_change_with_what_is_deployed()
    {
        var other = Request with { Image = "other", Bundle = "sha256:33", Replicas = 9, Port = 80, ProgressDeadline = 5 };
        Assert.Equal(
            KubernetesManifest.Deployment(Request).Spec.Selector.MatchLabels,
            KubernetesManifest.Deployment(other).Spec.Selector.MatchLabels
        );
        Assert.Equal(KubernetesManifest.Deployment(Request).Spec.Selector.MatchLabels, KubernetesManifest.Service(other).Spec.Selector);
    }
}
