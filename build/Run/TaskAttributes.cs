namespace Recsys.Build.Run;

/// <summary>A task that leaves the artefacts as they are, and so needs no lock on them.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LeavesArtifactsAttribute : Attribute;

/// <summary>A task that does without settings, and so without artefacts.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NeedsNoSettingsAttribute : Attribute;
