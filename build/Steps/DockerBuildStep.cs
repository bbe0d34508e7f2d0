using System.Globalization;
using Recsys.Build.Delivery;
using Recsys.Build.Image;
using Recsys.Build.Run;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Steps;

/// <summary>Server and bundle in an image archive, and in the Docker engine where one answers.</summary>
public sealed class DockerBuildStep() : RecordedStep(TaskName)
{
    /// <summary>Name of the step and of its task.</summary>
    public const string TaskName = "DockerBuild";

    public override VerdictUse VerdictUse => VerdictUse.Needs;

    public override bool Cached => true;

    public override IReadOnlyList<string> Outputs(ArtifactLayout layout) => [layout.Image];

    public override void RequireMachine(BuildContext context)
    {
        if (!OperatingSystem.IsLinux())
            throw new FaultException(
                $"The image is made of this machine's own Linux libraries, and this is {Environment.OSVersion.Platform}. "
                    + "Remedy: run the same line inside WSL (wsl ./build.sh --target=Deploy) or in a Linux container with the .NET SDK. "
                    + "Everything up to Verify runs here."
            );
    }

    public override RunRecord AddFacts(RunRecord record, ArtifactLayout layout, HashMemo hashes)
    {
        var file = Path.Combine(layout.Image, ImageInfo.FileName);
        if (!File.Exists(file)) return record;
        var info = ArtifactJson.Read<ImageInfo>(file);
        return record with { ImageDigest = info.Digest, ImageSize = info.Size };
    }

    public override void Run(BuildContext context)
    {
        var permit = context.Verified().Require().Warn(context.Log);
        new PublishStep().Run(context);
        context.Steps.Run(Of(context, Inputs(context, permit)) with { Run = () => Write(context, permit) });
        var contents = Attest(context, permit);
        // Asked again: what was packed must be what was judged, also when the bundle changed meanwhile.
        Load(context, context.Verified().RequireImage(contents).Image);
    }

    public override SortedDictionary<string, string> Inputs(BuildContext context) => Inputs(context, context.Verified().Require());

    protected override SortedDictionary<string, double> Make(BuildContext context) => Write(context, context.Verified().Require());

    private static SortedDictionary<string, string> Inputs(BuildContext context, Permit permit)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["bundle"] = permit.Verdict.Bundle!,
            ["code"] = SourceHash.Of(context.Root, context.Hashes, "build/Image"),
            ["libraries"] = LibraryHash(context),
            ["server"] = context.Hashes.OfFolder(context.Layout.Server),
            ["settings.name"] = context.Settings.Name,
            ["source_date_epoch"] = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") ?? "0",
        };
        foreach (var (name, value) in OverrideLabels.Of(permit.OfImage)) inputs[name] = value;
        foreach (var (path, value) in SettingsHash.Values("settings.image", context.Settings.Image)) inputs[path] = value;
        return inputs;
    }

    private static SortedDictionary<string, double> Write(BuildContext context, Permit permit)
    {
        var info = Image(context).Write(Request(context, permit));
        context.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{info.Reference}: {info.Size / 1e6:F1} MB, {info.CompressedSize / 1e6:F1} MB compressed; without the bundle "
                    + $"{info.SizeWithoutBundle / 1e6:F1} MB, {info.CompressedSizeWithoutBundle / 1e6:F1} MB compressed."
            )
        );
        return new(StringComparer.Ordinal) { ["size"] = info.Size, ["compressed_size"] = info.CompressedSize };
    }

    // Whether it was made just now, was there, or came from a cache that others can write: the archive holds the server of this
    // checkout, the libraries of this machine and the judged bundle, or it goes no further.
    private static ImageContents Attest(BuildContext context, Permit permit)
    {
        var archive = Path.Combine(context.Layout.Image, ImageInfo.ArchiveName);
        try
        {
            var contents = ImageContents.Of(archive);
            if (contents.DifferenceTo(ImageContents.Of(Image(context).Spec(Request(context, permit)))) is { } difference)
                throw new ArtifactException(
                    $"{archive} is not what was to be packed: {difference}. It was changed, or the step cache that it came from was."
                );
            context.Verified().Attest(contents, permit);
            return contents;
        }
        catch (ArtifactException e)
        {
            throw new FaultException(
                $"Refused: {e.Message} Remedy: RECSYS_CACHE=off ./build.sh --target=DockerBuild --force=DockerBuild makes it anew; look "
                    + $"at who "
                    + "can write the cache.",
                e
            );
        }
    }

    private static ServerImage Image(BuildContext context) => new(ElfDependencies.OfThisMachine(), context.Environment);

    private static ServerImageRequest Request(BuildContext context, Permit permit) =>
        new()
        {
            Name = context.Settings.Name,
            Image = context.Settings.Image,
            Server = context.Layout.Server,
            Bundle = context.Layout.Bundle,
            Override = permit.OfImage,
            Output = context.Layout.Image,
            Version = typeof(DockerBuildStep).Assembly.GetName().Version!.ToString(3),
        };

    private static string LibraryHash(BuildContext context)
    {
        var folder = context.Layout.Server;
        string[] binaries = [.. ServerFiles.Of(folder).Select(name => Path.Combine(folder, name)).Where(ElfFile.IsElf)];
        var libraries = ElfDependencies.OfThisMachine().Resolve(binaries, ElfDependencies.OpenedByDotNet);
        return ContentHash.OfText(string.Join('\n', libraries
            .Select(library => $"{library.Target}={context.Hashes.OfFile(library.Source)}").Order(StringComparer.Ordinal)));
    }

    private static void Load(BuildContext context, ImageInfo info)
    {
        var engine = EngineFinding.Engine(context);
        var archive = Path.Combine(context.Layout.Image, ImageInfo.ArchiveName);
        if (!engine.Available) context.Say($"No Docker engine answers here; the image is {archive} (docker load --input FILE).");
        else if (engine.ImageId(info.Reference) == info.Id) context.Say($"Docker has {info.Reference} already.");
        else context.Say($"Docker loaded {string.Join(", ", engine.Load(archive).References)}.");
    }
}
