namespace Recsys.Contracts.Artifacts;

/// <summary>The folders of one shop's artefacts, <c>&lt;artifacts&gt;/&lt;name&gt;/…</c>; docs/artifacts.md has the schema of
/// each.</summary>
/// <param name="Root">The shop's artefact folder.</param>
public sealed record ArtifactLayout(string Root)
{
    /// <summary>The resolved settings, as the tools read them.</summary>
    public string Settings => Path.Combine(Root, "settings.json");

    /// <summary>The generated sample tables.</summary>
    public string Tables => Path.Combine(Root, "tables");

    /// <summary>Validated and split tables, and what was rejected.</summary>
    public string Dataset => Path.Combine(Root, "dataset");

    /// <summary>Users' recent events: personal data, never part of the image.</summary>
    public string History => Path.Combine(Root, "history");

    /// <summary>The trained checkpoint.</summary>
    public string Train => Path.Combine(Root, "train");

    /// <summary>Trials of other settings of training.</summary>
    public string Tune => Path.Combine(Root, "tune");

    /// <summary>The pruned checkpoint.</summary>
    public string Prune => Path.Combine(Root, "prune");

    /// <summary>The fp32 bundle of the trained checkpoint: what compression is measured against.</summary>
    public string Reference => Path.Combine(Root, "reference");

    /// <summary>The served bundle.</summary>
    public string Bundle => Path.Combine(Root, "bundle");

    /// <summary>A copy of the bundle that the last successful rollout brought into service.</summary>
    public string Champion => Path.Combine(Root, "champion");

    /// <summary>What evaluation measured, before anybody judges it.</summary>
    public string Scores => Path.Combine(Root, "scores");

    /// <summary>Scores, verdict and report.</summary>
    public string Verify { get; init; } = Path.Combine(Root, "verify");

    /// <summary>The published server.</summary>
    public string Server => Path.Combine(Root, "server");

    /// <summary>The image archive.</summary>
    public string Image => Path.Combine(Root, "image");

    /// <summary>Statement about the image; signed, where there is a key.</summary>
    public string Attestation => Path.Combine(Root, "attestation");

    /// <summary>State of the running deployment.</summary>
    public string Deploy => Path.Combine(Root, "deploy");

    /// <summary>One record a step: inputs, outputs, versions, duration.</summary>
    public string Steps => Path.Combine(Root, "steps");

    /// <summary>The record of one of them.</summary>
    public string StepRecord(string step) => Path.Combine(Steps, step.ToLowerInvariant() + ".json");
}
