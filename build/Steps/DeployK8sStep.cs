namespace Recsys.Build.Steps;

/// <summary>The image, rolled out on a cluster.</summary>
public sealed class DeployK8sStep() : DeliverStep("DeployK8s", cluster: true);
