using Recsys.Build.Run;

namespace Recsys.Build.Steps;

/// <summary>The steps of the pipeline.</summary>
public static class PipelineSteps
{
    /// <summary>Every step there is, in the order of the pipeline.</summary>
    public static IReadOnlyList<IPipelineStep> All { get; } =
    [
        new SampleStep(),
        new IngestStep(),
        new TrainStep(),
        new TuneStep(),
        new PruneStep(),
        new QuantizeStep(),
        new GoldenStep(),
        new VerifyStep(),
        new PublishStep(),
        new DockerBuildStep(),
        new DeployK8sStep(),
        new DeployStep(),
    ];

    /// <summary>Names of the steps that leave a record, and that <c>--force</c> can name.</summary>
    public static IReadOnlyList<string> Recorded { get; } = [.. All.OfType<IRecordedStep>().Select(step => step.Name)];
}
