using System.Globalization;
using Cake.Core;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;

namespace Recsys.Build.Image;

/// <summary>What an image is made from.</summary>
public sealed record ServerImageRequest
{
    /// <summary>The shop's name.</summary>
    public required string Name { get; init; }

    public required ImageSettings Image { get; init; }

    /// <summary>The published server.</summary>
    public required string Server { get; init; }

    /// <summary>The verified bundle.</summary>
    public required string Bundle { get; init; }

    /// <summary>The override under which the bundle is packed, without its time; null when it passed.</summary>
    public VerdictOverride? Override { get; init; }

    /// <summary>The artefact folder to write, replaced as a whole.</summary>
    public required string Output { get; init; }

    /// <summary>Label org.opencontainers.image.version.</summary>
    public required string Version { get; init; }
}

/// <summary>Writes <c>image.tar</c> and <c>image.json</c>: system libraries, server and bundle, each a layer, on top of nothing.</summary>
/// <param name="libraries">Finds system libraries.</param>
/// <param name="environment">Read for <c>SOURCE_DATE_EPOCH</c> (seconds), the time of everything inside; default 0.</param>
public sealed class ServerImage(ElfDependencies libraries, ICakeEnvironment environment)
{
    public const int PublicPort = 8000, ManagementPort = 8001;

    /// <summary>The image's name when the settings give none.</summary>
    public static ImageReference Reference(string name, ImageSettings settings) =>
        ImageReference.Parse(settings.Reference ?? $"recsys-{name}:latest");

    /// <summary>Everything that the image's bytes depend on, from what lies here now.</summary>
    /// <exception cref="FaultException">A system library or the server is missing; names it and the remedy.</exception>
    public ImageSpec Spec(ServerImageRequest request)
    {
        var names = ServerFiles.Of(request.Server);
        var bundle = ContentHash.OfFolder(request.Bundle);
        return new ImageSpec
        {
            Reference = Reference(request.Name, request.Image),
            Architecture = ArchitectureOf(Path.Combine(request.Server, ServerFiles.Executable)),
            User = request.Image.User,
            Entrypoint = "/app/" + ServerFiles.Executable,
            WorkingDirectory = "/app",
            Ports = [PublicPort, ManagementPort],
            Environment = Environment(bundle),
            Labels = Labels(request, bundle),
            Annotations = new(OverrideLabels.Of(request.Override).ToDictionary(), StringComparer.Ordinal),
            Layers =
            [
                Runtime(request, names),
                new(ImageLayer.Server, names.Select(name => LayerEntry.Copy(Place(name), Path.Combine(request.Server, name)))),
                Layer.OfFolder(ImageLayer.Bundle, request.Bundle, "app/bundle"),
            ],
            Time = Time(),
        };
    }

    /// <exception cref="FaultException">As <see cref="Spec"/>.</exception>
    public ImageInfo Write(ServerImageRequest request)
    {
        var (spec, bundle) = (Spec(request), ContentHash.OfFolder(request.Bundle));
        using var output = new AtomicFolder(request.Output);
        var written = ImageArchiveWriter.Write(spec, output.File(ImageInfo.ArchiveName));
        var info = Describe(spec, written, bundle) with { Override = request.Override };
        AtomicFile.Write(output.File(ImageInfo.FileName), ArtifactJson.Serialize(info));
        output.Commit();
        return info;
    }

    private static string Place(string name) => name.StartsWith(Licenses.Folder + "/", StringComparison.Ordinal) ? name : $"app/{name}";

    private static SortedDictionary<string, string> Labels(ServerImageRequest request, string bundle)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.opencontainers.image.title"] = $"recsys-{request.Name}",
            ["org.opencontainers.image.version"] = request.Version,
            ["recsys.bundle"] = bundle,
        };
        foreach (var (name, value) in OverrideLabels.Of(request.Override)) labels[name] = value;
        return labels;
    }

    private static SortedDictionary<string, string> Environment(string bundle) => new(StringComparer.Ordinal)
    {
        // The file system is read-only, so there is no place for the diagnostics socket.
        ["DOTNET_EnableDiagnostics"] = "0",
        ["RECSYS_BUNDLE"] = "/app/bundle",
        // The server refuses to serve any other bytes, whatever is mounted there.
        ["RECSYS_BUNDLE_HASH"] = bundle,
        ["RECSYS_HISTORY"] = "/history",
        ["RECSYS_MANAGEMENT_PORT"] = ManagementPort.ToString(CultureInfo.InvariantCulture),
        ["RECSYS_PORT"] = PublicPort.ToString(CultureInfo.InvariantCulture),
    };

    private Layer Runtime(ServerImageRequest request, IReadOnlyList<string> names)
    {
        string[] binaries = [.. names.Select(name => Path.Combine(request.Server, name)).Where(ElfFile.IsElf)];
        var user = request.Image.User.ToString(CultureInfo.InvariantCulture);
        var needed = libraries.Resolve(binaries, ElfDependencies.OpenedByDotNet);
        return new(
            ImageLayer.Runtime,
            [
                .. needed.Select(library => LayerEntry.Copy(library.Target, library.Source)),
                .. new Licenses().Of(needed),
                LayerEntry.Text("etc/passwd", $"root:x:0:0:root:/:/nologin\nrecsys:x:{user}:{user}:recsys:/app:/nologin\n"),
                LayerEntry.Text("etc/group", $"root:x:0:\nrecsys:x:{user}:\n"),
                LayerEntry.Folder("history"),
                LayerEntry.Folder("tmp", LayerEntry.Shared),
            ]
        );
    }

    private static ImageInfo Describe(ImageSpec spec, WrittenImage written, string bundle)
    {
        var rest = written.Layers.Where(layer => layer.Purpose != ImageLayer.Bundle).ToArray();
        return new()
        {
            Reference = spec.Reference.ToString(),
            Architecture = spec.Architecture,
            Id = written.Id,
            Digest = written.Digest,
            Bundle = bundle,
            Layers = written.Layers,
            Size = written.Layers.Sum(layer => layer.Size),
            CompressedSize = written.Layers.Sum(layer => layer.CompressedSize),
            SizeWithoutBundle = rest.Sum(layer => layer.Size),
            CompressedSizeWithoutBundle = rest.Sum(layer => layer.CompressedSize),
        };
    }

    private static string ArchitectureOf(string server) => ElfFile.Read(server).Machine switch
    {
        62 => "amd64",
        183 => "arm64",
        var other => throw new FaultException($"{server} is for ELF machine {other}; images are built for x86-64 (62) and AArch64 (183)."),
    };

    private DateTimeOffset Time()
    {
        var epoch = environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");
        if (string.IsNullOrEmpty(epoch)) return DateTimeOffset.UnixEpoch;
        // Ustar holds 33 bits of seconds.
        return long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 1L << 33
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new FaultException($"SOURCE_DATE_EPOCH is '{epoch}'. Remedy: give whole seconds since 1970, or unset it.");
    }
}
