using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Recsys.Contracts.Artifacts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(DatasetManifest))]
[JsonSerializable(typeof(CheckpointInfo))]
[JsonSerializable(typeof(PruningReport))]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(StepRecord))]
[JsonSerializable(typeof(CacheEntry))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(ImageInfo))]
[JsonSerializable(typeof(DeploymentRecord))]
[JsonSerializable(typeof(Statement<VerdictPredicate>))]
[JsonSerializable(typeof(Statement<ImagePredicate>))]
[JsonSerializable(typeof(List<Release>))]
[JsonSerializable(typeof(Statement<OverridePredicate>))]
[JsonSerializable(typeof(Statement<RegistrationPredicate>))]
[JsonSerializable(typeof(DsseEnvelope))]
[JsonSerializable(typeof(BehaviourReport))]
[JsonSerializable(typeof(AnswerExamples))]
[JsonSerializable(typeof(List<PassedVerdict>))]
[JsonSerializable(typeof(QualityResult))]
[JsonSerializable(typeof(QualityIndex))]
[JsonSerializable(typeof(TuneTrial))]
[JsonSerializable(typeof(TuneInputs))]
internal sealed partial class ArtifactJsonContext : JsonSerializerContext;

/// <summary>Reads and writes the artefact records as JSON: snake_case, indented, <c>\n</c>, stable order.</summary>
public static class ArtifactJson
{
    private static readonly ArtifactJsonContext Readable =
        new(new JsonSerializerOptions(ArtifactJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Info<T>()) + "\n";

    /// <summary>Reads one record.</summary>
    /// <exception cref="ArtifactException">Missing or malformed; names the file.</exception>
    public static T Read<T>(string path)
    {
        if (!File.Exists(path)) throw new ArtifactException($"{path} is missing.", "run the step that writes it again.");
        return Parse<T>(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads one record from a file's bytes; <paramref name="path"/> is named in errors.</summary>
    /// <exception cref="ArtifactException">Malformed; names the file.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> content, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(content, Info<T>()) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            throw new ArtifactException($"{path} is not readable: {e.Message}", "run the step that writes it again.", e);
        }
    }

    private static JsonTypeInfo<T> Info<T>() =>
        (JsonTypeInfo<T>?)Readable.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T)} has no JSON form");
}
