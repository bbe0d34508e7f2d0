using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recsys.Build.Image;

// The JSON documents of the OCI image specification 1.1 (image-layout, index, manifest, config) and Docker's manifest.json.

internal static class MediaTypes
{
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Config = "application/vnd.oci.image.config.v1+json";
    public const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";
}

internal sealed record OciLayout(string ImageLayoutVersion);

internal sealed record OciIndex(int SchemaVersion, string MediaType, IReadOnlyList<OciDescriptor> Manifests);

internal sealed record OciManifest(int SchemaVersion, string MediaType, OciDescriptor Config, IReadOnlyList<OciDescriptor> Layers,
    SortedDictionary<string, string>? Annotations = null);

internal sealed record OciDescriptor(
    string MediaType,
    string Digest,
    long Size,
    OciPlatform? Platform = null,
    SortedDictionary<string, string>? Annotations = null
);

internal sealed record OciPlatform(string Architecture, string Os);

internal sealed record OciConfig(
    string Created,
    string Architecture,
    string Os,
    OciRunConfig Config,
    OciRootFs Rootfs,
    IReadOnlyList<OciHistory> History
);

/// <summary>Docker spells these names with capitals, and OCI took them over.</summary>
internal sealed record OciRunConfig(
    [property: JsonPropertyName("User")] string User,
    [property: JsonPropertyName("ExposedPorts")] SortedDictionary<string, OciEmpty> ExposedPorts,
    [property: JsonPropertyName("Env")] IReadOnlyList<string> Env,
    [property: JsonPropertyName("Entrypoint")] IReadOnlyList<string> Entrypoint,
    [property: JsonPropertyName("WorkingDir")] string WorkingDir,
    [property: JsonPropertyName("Labels")] SortedDictionary<string, string> Labels);

internal sealed record OciEmpty;

internal sealed record OciRootFs(string Type, [property: JsonPropertyName("diff_ids")] IReadOnlyList<string> DiffIds);

internal sealed record OciHistory(string Created, [property: JsonPropertyName("created_by")] string CreatedBy);

/// <summary>One image of <c>docker save</c>'s manifest.json; paths lead to the blobs of the OCI layout.</summary>
internal sealed record DockerManifest(
    [property: JsonPropertyName("Config")] string Config,
    [property: JsonPropertyName("RepoTags")] IReadOnlyList<string> RepoTags,
    [property: JsonPropertyName("Layers")] IReadOnlyList<string> Layers);

internal static class OciJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    public static T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("the document is null");
}
