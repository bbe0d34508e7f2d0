using Recsys.Build.Image;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Tests.Testing;

/// <summary>Small images whose server is a shell script, for tests that run one.</summary>
public static class TestImage
{
    public const string Sleeping = "#!/bin/sh\necho started on $RECSYS_HOST:$RECSYS_PORT\nexec sleep 600\n";

    public static ImageSpec Spec(string script = Sleeping, string bundle = "one", DateTimeOffset? time = null) =>
        new()
        {
            Reference = new("recsys-test", "latest"),
            Architecture = "amd64",
            User = 65532,
            Entrypoint = "/app/server",
            WorkingDirectory = "/app",
            Ports = [8000, 8001],
            Environment = new(StringComparer.Ordinal) { ["RECSYS_BUNDLE"] = "/app/bundle" },
            Labels = new(StringComparer.Ordinal) { ["recsys.bundle"] = ContentHash.OfText(bundle) },
            Layers =
            [
                new(
                    ImageLayer.Runtime,
                    [LayerEntry.Text("etc/passwd", "root:x:0:0::/:/nologin\n"), LayerEntry.Folder("tmp", LayerEntry.Shared)]
                ),
                new(ImageLayer.Server, [LayerEntry.Text("app/server", script, LayerEntry.Executable)]),
                new(ImageLayer.Bundle, [LayerEntry.Text("app/bundle/manifest.json", bundle)]),
            ],
            Time = time ?? DateTimeOffset.UnixEpoch,
        };

    /// <summary>Writes an archive and describes it.</summary>
    public static ImageInfo Write(ImageSpec spec, string path)
    {
        var written = ImageArchiveWriter.Write(spec, path);
        return new()
        {
            Reference = spec.Reference.ToString(),
            Architecture = spec.Architecture,
            Id = written.Id,
            Digest = written.Digest,
            Bundle = spec.Labels["recsys.bundle"],
            Layers = written.Layers,
            Size = written.Layers.Sum(layer => layer.Size),
            CompressedSize = written.Layers.Sum(layer => layer.CompressedSize),
            SizeWithoutBundle = 0,
            CompressedSizeWithoutBundle = 0,
        };
    }
}
