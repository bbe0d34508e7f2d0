using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>The pruned and fine-tuned checkpoint.</summary>
public sealed class PruneStep() : VerbStep(ModelVerb.Prune);
