using System.Globalization;
using Recsys.Build.Docker;
using Recsys.Build.Image;
using Recsys.Contracts.Artifacts;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Pipeline;

/// <summary>Server and bundle into an image archive, and into the Docker engine where one answers.</summary>
public sealed class ImageStep(BuildContext context)
{
    private string ServerFolder => Path.Combine(context.Root, ".build", "server");

    public void Run()
    {
        var permit = VerifiedBundle.Require(context).Warn(context.Log);
        var server = PublishServer();
        var libraries = ElfDependencies.OfThisMachine();
        context.Steps.Run(new Step
        {
            Name = "DockerBuild",
            Outputs = [context.Layout.Image],
            Cached = true,
            Inputs = Inputs(permit, server, libraries),
            Run = () => Write(permit, libraries),
        });
        // Asked again: what was packed must be what was judged, also when the bundle changed meanwhile.
        Load(VerifiedBundle.RequireImage(context).Image);
    }

    private SortedDictionary<string, string> Inputs(Permit permit, string server, ElfDependencies libraries)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["bundle"] = permit.Verdict.Bundle!,
            ["code"] = SourceHash.Of(context.Root, context.Hashes, "build/Image"),
            ["libraries"] = LibraryHash(libraries),
            ["server"] = server,
            ["settings.name"] = context.Settings.Name,
            ["source_date_epoch"] = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") ?? "0",
        };
        foreach (var (name, value) in OverrideLabels.Of(permit.OfImage)) inputs[name] = value;
        foreach (var (path, value) in SettingsHash.Values("settings.image", context.Settings.Image)) inputs[path] = value;
        return inputs;
    }

    // Compiled once for all shops of this checkout.
    private string PublishServer()
    {
        var stamp = Path.Combine(context.Root, ".build", "server.hash");
        var version = SourceHash.Of(context.Root, context.Hashes, "src/Server", "src/Engine", "src/Contracts");
        if (File.Exists(stamp) && File.ReadAllLines(stamp) is [var source, var content] && source == version
            && Directory.Exists(ServerFolder) && context.Hashes.OfFolder(ServerFolder) == content) return content;
        context.Say("Compiling the server …");
        new ServerPublish(context).Publish(Path.Combine(context.Root, "src", "Server", "Server.csproj"), ServerFolder);
        var published = context.Hashes.OfFolder(ServerFolder);
        AtomicFile.Write(stamp, $"{version}\n{published}\n");
        return published;
    }

    private SortedDictionary<string, double> Write(Permit permit, ElfDependencies libraries)
    {
        var info = new ServerImage(libraries, context.Environment).Write(
            new ServerImageRequest
            {
                Name = context.Settings.Name,
                Image = context.Settings.Image,
                Server = ServerFolder,
                Bundle = context.Layout.Bundle,
                Override = permit.OfImage,
                Output = context.Layout.Image,
                Version = typeof(ImageStep).Assembly.GetName().Version!.ToString(3),
            }
        );
        context.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{info.Reference}: {info.Size / 1e6:F1} MB, {info.CompressedSize / 1e6:F1} MB compressed; without the bundle "
                    + $"{info.SizeWithoutBundle / 1e6:F1} MB, {info.CompressedSizeWithoutBundle / 1e6:F1} MB compressed."
            )
        );
        return new(StringComparer.Ordinal) { ["size"] = info.Size, ["compressed_size"] = info.CompressedSize };
    }

    private string LibraryHash(ElfDependencies libraries)
    {
        string[] binaries = [.. ServerFiles.Of(ServerFolder).Select(name => Path.Combine(ServerFolder, name)).Where(ElfFile.IsElf)];
        return ContentHash.OfText(string.Join('\n', libraries.Resolve(binaries, ElfDependencies.OpenedByDotNet)
            .Select(library => $"{library.Target}={context.Hashes.OfFile(library.Source)}").Order(StringComparer.Ordinal)));
    }

    private void Load(ImageInfo info)
    {
        var engine = new DockerEngine(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
        var archive = Path.Combine(context.Layout.Image, ImageInfo.ArchiveName);
        if (!engine.Available) context.Say($"No Docker engine answers here; the image is {archive} (docker load --input FILE).");
        else if (engine.ImageId(info.Reference) == info.Id) context.Say($"Docker has {info.Reference} already.");
        else context.Say($"Docker loaded {string.Join(", ", engine.Load(archive).References)}.");
    }
}
