using System.Security.Cryptography;
using Recsys.Judge.Attestation;

namespace Recsys.Testing.Judge;

/// <summary>Two key pairs, made anew for each run of the tests.</summary>
internal static class Keys
{
    private static readonly ECDsa One = ECDsa.Create(ECCurve.NamedCurves.nistP256), Two = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static string Private => One.ExportPkcs8PrivateKeyPem();

    public static string Public => One.ExportSubjectPublicKeyInfoPem();

    public static string OtherPrivate => Two.ExportPkcs8PrivateKeyPem();

    public static string OtherPublic => Two.ExportSubjectPublicKeyInfoPem();

    public static SigningKey Signing => SigningKey.Parse(Private);

    public static VerifyKey Verifying => VerifyKey.Parse(Public);

    public static VerifyKey OtherVerifying => VerifyKey.Parse(OtherPublic);
}
