using Recsys.Build.Image;
using Recsys.Build.Run;
using Recsys.Build.Tools;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Steps;

/// <summary>The server, compiled for the image. It knows no shop, so a step cache serves every shop and every checkout.</summary>
public sealed class PublishStep() : RecordedStep(TaskName)
{
    /// <summary>Name of the step and of its task.</summary>
    public const string TaskName = "Publish";

    public override bool Cached => true;

    /// <summary>It goes into the image as it is.</summary>
    public override bool Sealed => true;

    public override bool HoldsSecrets => true;

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => [layout.Server];

    public override SortedDictionary<string, string> Inputs(BuildContext context)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = SourceHash.Of(context.Root, context.Hashes, [.. ServerBuild.Sources, "build/Image"]),
        };
        foreach (var (name, value) in new ServerToolchain(context, ElfDependencies.OfThisMachine(), context.Hashes).Parts)
            inputs[name] = value;
        return inputs;
    }

    /// <summary>Begins to compile beside the step that runs now, where an image will be made and there is no server yet.</summary>
    public static void BeginAhead(BuildContext context)
    {
        var step = new PublishStep();
        if (!context.Chain.Tasks.Contains(DockerBuildStep.TaskName) || !context.Steps.IsDue(step.Of(context))) return;
        context.Say("Compiling the server beside it …");
        context.HeadStart.Begin(TaskName, () => new ServerBuild(context).Publish());
    }

    protected override SortedDictionary<string, double> Make(BuildContext context)
    {
        var server = new ServerBuild(context);
        using var heartbeat = new Heartbeat(context.Clock, context.Say, "compiling the server");
        context.HeadStart.Finish(
            TaskName,
            () =>
            {
                context.Say("Compiling the server …");
                server.Publish();
            }
        );
        using var folder = new AtomicFolder(context.Layout.Server);
        foreach (var name in ServerFiles.Of(server.Folder))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            File.Copy(Path.Combine(server.Folder, name), folder.File(name));
        }
        folder.Commit();
        return new(StringComparer.Ordinal);
    }
}
