using System.Text.Json.Serialization;

namespace Recsys.Contracts.Artifacts;

/// <summary>A signed document: the envelope of DSSE 1.0 (https://github.com/secure-systems-lab/dsse).</summary>
public sealed record DsseEnvelope
{
    /// <summary>The document's bytes, Base64.</summary>
    [JsonPropertyName("payload")]
    public required string Payload { get; init; }

    [JsonPropertyName("payloadType")]
    public required string PayloadType { get; init; }

    [JsonPropertyName("signatures")]
    public required IReadOnlyList<DsseSignature> Signatures { get; init; }
}

/// <summary>One signature.</summary>
public sealed record DsseSignature
{
    /// <summary>Names the key, as a hint only: <c>sha256:…</c> of its public part (SubjectPublicKeyInfo, DER).</summary>
    [JsonPropertyName("keyid")]
    public string? KeyId { get; init; }

    /// <summary>ECDSA over SHA-256 as the ASN.1 sequence of r and s (RFC 3279), Base64.</summary>
    [JsonPropertyName("sig")]
    public required string Signature { get; init; }
}
