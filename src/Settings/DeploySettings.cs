using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Recsys.Settings;

/// <summary>The server image.</summary>
public sealed record ImageSettings
{
    [Description("Repository and tag of the image, e.g. registry.example/shop/recsys:1.4. Default: recsys-<name>:latest.")]
    [RegularExpression("^[a-z0-9][a-z0-9._/:-]*$")]
    public string? Reference { get; init; }

    [Description("User and group id the server runs as.")]
    [Range(1, 65535)]
    public int User { get; init; } = 65532;
}

/// <summary>Where the image is rolled out.</summary>
public sealed record DeploySettings
{
    [Description("local: this machine, with Docker or without; kubernetes: the cluster that context names.")]
    [AllowedValues("local", "kubernetes")]
    public string Target { get; init; } = "local";

    [Description("Public port.")]
    [Range(1, 65535)]
    public int Port { get; init; } = 8000;

    [Description("Management port: health and metrics, not for the internet.")]
    [Range(1, 65535)]
    public int ManagementPort { get; init; } = 8001;

    [Description("Seconds to wait until the server is ready or the rollout is complete.")]
    [Range(1, 3600)]
    public int ReadyTimeout { get; init; } = 60;

    [Description("Server pods in the cluster.")]
    [Range(1, 1000)]
    public int Replicas { get; init; } = 2;

    [Description("kubeconfig context, pinned: any other current context is refused.")]
    public string? Context { get; init; }

    [Description("Kubernetes namespace.")]
    [RegularExpression("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    public string Namespace { get; init; } = "default";
}
