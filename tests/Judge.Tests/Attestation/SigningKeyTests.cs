using System.Security.Cryptography;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Attestation;

/// <summary>What is taken for a key, and that a refusal repeats nothing of it.</summary>
public sealed class SigningKeyTests
{
    public static TheoryData<string, string> Unusable()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            { "secret", "is not a PEM key that can be read" },
            { "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----", "is not a PEM key that can be read" },
            {
                key.ExportEncryptedPkcs8PrivateKeyPem(
                    "secret",
                    new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)
                ),
                "is not a PEM key that can be read"
            },
            { rsa.ExportPkcs8PrivateKeyPem(), "is not a PEM key that can be read" },
            { curve.ExportPkcs8PrivateKeyPem(), "on another curve than P-256" },
            { key.ExportSubjectPublicKeyInfoPem(), "holds a public key" },
        };
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_signing_key_that_is_none_is_refused_by_its_variable_without_a_word_of_it(string pem, string problem)
    {
        var e = Assert.Throws<SettingsException>(() => SigningKey.Parse(pem));
        var mistake = Assert.Single(e.Mistakes);
        Assert.Equal(SigningKey.Variable, mistake.Origin);
        Assert.Contains(problem, mistake.Message);
        Assert.Contains("Remedy: ", mistake.Message);
        var body = pem.Split('\n').Where(line => line.Length > 5 && !line.StartsWith('-')).ToList();
        Assert.All(body, line => Assert.DoesNotContain(line, e.ToString()));
        Assert.Null(e.InnerException);
    }

    [Fact]
    public void Both_usual_forms_of_a_private_key_are_read_and_are_one_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var pkcs8 = SigningKey.Parse(key.ExportPkcs8PrivateKeyPem());
        using var sec1 = SigningKey.Parse(key.ExportECPrivateKeyPem());
        using var open = VerifyKey.Parse(key.ExportSubjectPublicKeyInfoPem());
        Assert.Equal(pkcs8.Id, sec1.Id);
        Assert.Equal(pkcs8.Id, open.Id);
    }

    [Fact]
    public void Who_only_checks_may_not_hold_the_private_key() =>
        Assert.Contains(
            $"{VerifyKey.Variable}: it holds a private key",
            Assert.Throws<SettingsException>(() => VerifyKey.Parse(Keys.Private)).Message
        );
}
