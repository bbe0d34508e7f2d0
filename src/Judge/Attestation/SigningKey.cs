using System.Security.Cryptography;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;

namespace Recsys.Judge.Attestation;

/// <summary>The private key that signs statements: ECDSA on P-256 with SHA-256. Its text is shown nowhere, not even in an error.</summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>The environment variable that holds it as PEM (PKCS #8 or SEC 1, not encrypted).</summary>
    public const string Variable = "RECSYS_SIGNING_KEY";

    private readonly ECDsa _key;

    private SigningKey(ECDsa key) => (_key, Id) = (key, KeyPem.IdOf(key));

    /// <summary><c>sha256:…</c> of the public part.</summary>
    public string Id { get; }

    /// <exception cref="SettingsException">It is no unencrypted private key on P-256.</exception>
    public static SigningKey Parse(string pem)
    {
        var key = KeyPem.Parse(pem, Variable);
        if (KeyPem.IsPrivate(key)) return new SigningKey(key);
        key.Dispose();
        throw KeyPem.Mistake(Variable, "holds a public key");
    }

    /// <summary>The public part.</summary>
    public VerifyKey Public() => VerifyKey.Parse(_key.ExportSubjectPublicKeyInfoPem());

    /// <summary>Whether one of the envelope's signatures is this key's.</summary>
    public bool HasSigned(DsseEnvelope envelope)
    {
        using var own = Public();
        return Dsse.IsSignedBy(own, envelope);
    }

    public byte[] Sign(byte[] data) => _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => _key.Dispose();
}

/// <summary>The public key that signatures must fit.</summary>
public sealed class VerifyKey : IDisposable
{
    /// <summary>The environment variable that holds it as PEM. When it is set, nothing unsigned is delivered.</summary>
    public const string Variable = "RECSYS_VERIFY_KEY";

    private readonly ECDsa _key;

    private VerifyKey(ECDsa key) => (_key, Id) = (key, KeyPem.IdOf(key));

    /// <summary><c>sha256:…</c> of the public part.</summary>
    public string Id { get; }

    /// <exception cref="SettingsException">It is no public key on P-256.</exception>
    public static VerifyKey Parse(string pem)
    {
        var key = KeyPem.Parse(pem, Variable);
        if (!KeyPem.IsPrivate(key)) return new VerifyKey(key);
        key.Dispose();
        // Whoever only checks must not be able to sign.
        throw KeyPem.Mistake(Variable, "holds a private key");
    }

    public bool Verifies(byte[] data, byte[] signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => _key.Dispose();
}

/// <summary>Reads PEM without ever repeating it.</summary>
internal static class KeyPem
{
    private const string Curve = "1.2.840.10045.3.1.7"; // P-256

    public static ECDsa Parse(string pem, string variable)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value == Curve) return key;
            throw Mistake(variable, "holds a key on another curve than P-256");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Not as an inner exception: nobody knows what a library puts into its message.
            key.Dispose();
            throw Mistake(variable, "is not a PEM key that can be read");
        }
    }

    public static bool IsPrivate(ECDsa key)
    {
        try
        {
            return key.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static string IdOf(ECDsa key) => ContentHash.OfBytes(key.ExportSubjectPublicKeyInfo());

    public static SettingsException Mistake(string variable, string what)
    {
        var remedy = variable == SigningKey.Variable
            ? "put an unencrypted private key there: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"
            : "put the signing key's public part there: openssl pkey -pubout";
        return new SettingsException([new SettingsMistake("", variable, $"it {what}. Remedy: {remedy}; or unset the variable.")]);
    }
}
