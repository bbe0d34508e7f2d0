namespace Recsys.Build.Steps;

/// <summary>The image, where the settings say; the end of the chain.</summary>
public sealed class DeployStep() : DeliverStep("Deploy", cluster: false);
