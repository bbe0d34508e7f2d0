using System.Globalization;
using System.Text;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Attestation;

/// <summary>Signs and checks documents as DSSE 1.0 says: the signature is over payload type and payload together.</summary>
public static class Dsse
{
    /// <summary>
    /// The bytes that are signed, PAE(type, body) of the DSSE protocol: <c>"DSSEv1" SP LEN(type) SP type SP LEN(body) SP body</c>,
    /// lengths in bytes and decimal.
    /// </summary>
    public static byte[] PreAuthentication(string type, ReadOnlySpan<byte> body)
    {
        var name = Encoding.UTF8.GetBytes(type);
        var head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {name.Length} ");
        return
        [
            .. Encoding.ASCII.GetBytes(head),
            .. name,
            .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $" {body.Length} ")),
            .. body,
        ];
    }

    public static DsseEnvelope Sign(SigningKey key, byte[] payload) =>
        new()
        {
            Payload = Convert.ToBase64String(payload),
            PayloadType = StatementTypes.Payload,
            Signatures =
            [
                new DsseSignature
                {
                    KeyId = key.Id,
                    Signature = Convert.ToBase64String(key.Sign(PreAuthentication(StatementTypes.Payload, payload))),
                },
            ],
        };

    /// <summary>The payload; null when it is not Base64 or of another type.</summary>
    public static byte[]? PayloadOf(DsseEnvelope envelope) =>
        envelope is { PayloadType: StatementTypes.Payload, Payload: not null } ? Decode(envelope.Payload) : null;

    /// <summary>Whether any of the signatures is this key's, over this payload and type.</summary>
    public static bool IsSignedBy(VerifyKey key, DsseEnvelope envelope)
    {
        if (PayloadOf(envelope) is not { } payload || envelope.Signatures is null) return false;
        var signed = PreAuthentication(envelope.PayloadType, payload);
        return envelope.Signatures.Any(signature =>
            signature?.Signature is { } text && Decode(text) is { } bytes && key.Verifies(signed, bytes)
        );
    }

    private static byte[]? Decode(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
    }
}
