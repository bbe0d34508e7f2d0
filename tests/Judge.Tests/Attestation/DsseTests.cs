using System.Text;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Attestation;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests.Attestation;

/// <summary>Signatures as other tools make and check them.</summary>
public sealed class DsseTests
{
    // Made with openssl: genpkey on P-256, then dgst -sha256 -sign over the bytes of the second line of the theory below.
    private const string PublicKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEOEUAoQGsCGhcDHksUODRPRyVZKxa
        p4whtKMLPUTJXQkccd6CsBfS96epom93PMefjuBCY+ZyyN4CLyD+gsmOlA==
        -----END PUBLIC KEY-----
        """;
    private const string KeyId = "sha256:3df910cf5a426c3ae801a839430bbb17ac89dcd9c773159b7b6f723349717a9c";
    private const string Signature = "MEUCIFGUJvKv8EMfuKaKDVF6o7nxWoWdw3IUsn5bROGbP42gAiEA+ALIJl6gzpHDg8OgwwNfPoOl2OCPWGYEqsUgFiwaeRk=";

    private static DsseEnvelope Envelope(
        string payload = "{\"a\":\"你好\"}",
        string type = StatementTypes.Payload,
        string signature = Signature
    ) =>
        new()
        {
            Payload = Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)),
            PayloadType = type,
            Signatures = [new DsseSignature { Signature = signature }],
        };

    [Theory]
    [InlineData("http://example.com/HelloWorld", "hello world", "DSSEv1 29 http://example.com/HelloWorld 11 hello world")]
    [InlineData("application/vnd.in-toto+json", "{\"a\":\"你好\"}", "DSSEv1 28 application/vnd.in-toto+json 14 {\"a\":\"你好\"}")]
    [InlineData("", "", "DSSEv1 0  0 ")]
    [InlineData("é", "", "DSSEv1 2 é 0 ")]
    public void What_is_signed_is_type_and_payload_with_their_lengths_in_bytes(string type, string payload, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Dsse.PreAuthentication(type, Encoding.UTF8.GetBytes(payload))));

    [Fact]
    public void A_signature_made_by_openssl_holds_and_for_nothing_else()
    {
        using var key = VerifyKey.Parse(PublicKey);
        Assert.Equal(KeyId, key.Id);
        Assert.True(Dsse.IsSignedBy(key, Envelope()));
        Assert.False(Dsse.IsSignedBy(key, Envelope(payload: "{\"a\":\"你\"}")));
        Assert.False(Dsse.IsSignedBy(key, Envelope(type: "application/json")));
        Assert.False(Dsse.IsSignedBy(key, Envelope(signature: "")));
        Assert.False(Dsse.IsSignedBy(key, Envelope(signature: "no Base64")));
        Assert.False(Dsse.IsSignedBy(key, Envelope() with { Signatures = [] }));
        Assert.False(Dsse.IsSignedBy(Keys.Verifying, Envelope()));
    }

    [Fact]
    public void A_signature_of_ours_holds_for_its_key_alone_and_beside_others()
    {
        using var key = Keys.Signing;
        var envelope = Dsse.Sign(key, "content"u8.ToArray());
        Assert.Equal(key.Id, Assert.Single(envelope.Signatures).KeyId);
        Assert.True(Dsse.IsSignedBy(Keys.Verifying, envelope));
        Assert.False(Dsse.IsSignedBy(Keys.OtherVerifying, envelope));
        Assert.True(
            Dsse.IsSignedBy(
                Keys.Verifying,
                envelope with
                {
                    Signatures = [new DsseSignature { Signature = Signature }, .. envelope.Signatures],
                }
            )
        );
        // The key's name is a hint; the signature decides.
        Assert.True(Dsse.IsSignedBy(Keys.Verifying, envelope with { Signatures = [envelope.Signatures[0] with { KeyId = "other" }] }));
        Assert.False(
            Dsse.IsSignedBy(
                Keys.OtherVerifying,
                envelope with
                {
                    Signatures = [envelope.Signatures[0] with { KeyId = Keys.OtherVerifying.Id }],
                }
            )
        );
        Assert.Equal("content"u8.ToArray(), Dsse.PayloadOf(envelope));
    }

    [Fact]
    public void The_envelope_has_the_names_that_DSSE_gives() =>
        Assert.Equal("""
            {
              "payload": "e30=",
              "payloadType": "application/vnd.in-toto+json",
              "signatures": [
                {
                  "keyid": "k",
                  "sig": "cw=="
                }
              ]
            }

            """,
            ArtifactJson.Serialize(
                Envelope("{}", signature: "cw==") with
                {
                    Signatures = [new DsseSignature { KeyId = "k", Signature = "cw==" }],
                }
            )
        );
}
