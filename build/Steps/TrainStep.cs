using Recsys.Settings;

namespace Recsys.Build.Steps;

/// <summary>The trained checkpoint.</summary>
public sealed class TrainStep() : VerbStep(ModelVerb.Train);
