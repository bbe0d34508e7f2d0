using System.Text.Json;
using Recsys.Contracts.Artifacts;
using Recsys.Judge.Attestation;
using Recsys.Testing.Judge;
using Xunit;
using Shop = Recsys.Testing.Judge.Shop;

namespace Recsys.Judge.Tests.Attestation;

/// <summary>The statement says what the verdict says; anything else, or the wrong signature, opens no door.</summary>
public sealed class StatementTests : IDisposable
{
    private readonly Shop _shop = new();

    public void Dispose() => _shop.Dispose();

    private string At(string name) => Path.Combine(_shop.Layout.Verify, name);

    private string Statement => At(VerdictStatement.FileName);

    private string Envelope => At(VerdictStatement.SignedName);

    private Verdict Require(VerifyKey? key = null) => VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle, Shop.Settings, key);

    private void Refused(VerdictFault fault, string part, VerifyKey? key = null)
    {
        var e = Assert.Throws<VerdictException>(() => Require(key));
        Assert.Contains(part, e.Message);
        Assert.Contains("Remedy: ", e.Message);
        Assert.Equal(fault, e.Fault);
    }

    [Fact]
    public void It_is_an_in_toto_statement_about_the_bundle_that_names_all_evidence()
    {
        var verdict = _shop.Verify().Judgement.Verdict;
        using var document = JsonDocument.Parse(File.ReadAllBytes(Statement));
        var (root, predicate) = (document.RootElement, document.RootElement.GetProperty("predicate"));
        Assert.Equal(["_type", "subject", "predicateType", "predicate"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ("https://in-toto.io/Statement/v1", "https://recsys.dev/verdict/v1"),
            (root.GetProperty("_type").GetString(), root.GetProperty("predicateType").GetString())
        );
        var subject = Assert.Single(root.GetProperty("subject").EnumerateArray());
        Assert.Equal(
            ("shop/bundle", verdict.Bundle!["sha256:".Length..]),
            (subject.GetProperty("name").GetString(), subject.GetProperty("digest").GetProperty("sha256").GetString())
        );
        foreach (
            var (name, value) in new[]
            {
                ("outcome", Verdict.Pass),
                ("dataset", verdict.Dataset),
                ("scores", verdict.Scores),
                ("settings", verdict.Provenance!.Settings),
                ("code", verdict.Provenance!.Code),
                ("verdict", ContentHash.OfFile(_shop.VerdictPath)),
            }
        )
            Assert.Equal(value, predicate.GetProperty(name).GetString());
        Assert.Equal("lead", Assert.Single(predicate.GetProperty("gates").EnumerateArray()).GetProperty("name").GetString());
        Assert.False(File.Exists(Envelope));
    }

    [Fact]
    public void Without_a_key_the_same_scores_give_the_same_statement()
    {
        _shop.Verify();
        var first = File.ReadAllBytes(Statement);
        _shop.Verify();
        Assert.Equal(first, File.ReadAllBytes(Statement));
    }

    [Fact]
    public void A_deleted_statement_is_refused()
    {
        _shop.Verify();
        File.Delete(Statement);
        Refused(VerdictFault.OtherStatement, "a verdict without its statement does not count");
    }

    [Fact]
    public void Every_edit_of_the_statement_is_refused()
    {
        _shop.Verify();
        var text = File.ReadAllText(Statement);
        var verdict = ArtifactJson.Read<Verdict>(_shop.VerdictPath);
        foreach (var (old, replacement, problem) in new[]
        {
            (verdict.Bundle![7..], ContentHash.OfText("other")[7..], "it is about sha256:"),
            (verdict.Provenance!.Settings, ContentHash.OfText("other"), "it was changed"),
            (verdict.Provenance!.Code, ContentHash.OfText("other"), "it was changed"),
            (verdict.Scores!, ContentHash.OfText("other"), "it was changed"),
            (ContentHash.OfFile(_shop.VerdictPath), ContentHash.OfText("other"), "it names another verdict.json"),
            ("\"at_least\": 0.05", "\"at_least\": 0.5", "it was changed"),
            (StatementTypes.Statement, "https://in-toto.io/Statement/v2", "it was changed"),
            (StatementTypes.Verdict, StatementTypes.Override, "it was changed"),
            ("shop/bundle", "other/bundle", "it was changed"),
            (text, text + " ", "it was changed"),
            (text, "{", "it is not readable"),
            (text, "", "it is not readable"),
        })
        {
            Assert.Contains(old, text);
            File.WriteAllText(Statement, text.Replace(old, replacement, StringComparison.Ordinal));
            Refused(VerdictFault.OtherStatement, problem);
        }
    }

    /// <summary>The seal is a plain hash: an edited verdict can be given a new one, but not this statement.</summary>
    [Fact]
    public void A_verdict_that_was_edited_and_sealed_again_no_longer_fits_its_statement()
    {
        _shop.Verify();
        var verdict = ArtifactJson.Read<Verdict>(_shop.VerdictPath);
        File.WriteAllText(
            _shop.VerdictPath,
            ArtifactJson.Serialize(
                (verdict with { Provenance = verdict.Provenance! with { Code = ContentHash.OfText("other") } }).Sealed()
            )
        );
        Refused(VerdictFault.OtherStatement, "it names another verdict.json");
    }

    [Fact]
    public void The_statement_of_another_bundle_is_refused()
    {
        using var other = new Shop();
        File.WriteAllText(Path.Combine(other.Layout.Bundle, "items.bin"), "other vectors");
        other.WriteBehaviour();
        other.Verify();
        _shop.Verify();
        File.Copy(Path.Combine(other.Layout.Verify, VerdictStatement.FileName), Statement, overwrite: true);
        Refused(VerdictFault.OtherStatement, "it is about sha256:");
        // The other one's evidence as a whole is no better.
        foreach (var file in Directory.GetFiles(other.Layout.Verify)) File.Copy(file, At(Path.GetFileName(file)), overwrite: true);
        Refused(VerdictFault.OtherBundle, "is not the bundle that was judged");
    }

    [Fact]
    public void A_signed_statement_opens_with_its_key_and_without_one()
    {
        _shop.Verify(Keys.Signing);
        Assert.Equal(Verdict.Pass, Require(Keys.Verifying).Outcome);
        Assert.Equal(Verdict.Pass, Require().Outcome);
        Assert.Equal(File.ReadAllBytes(Statement), Dsse.PayloadOf(ArtifactJson.Read<DsseEnvelope>(Envelope)));
    }

    [Fact]
    public void Where_a_signature_is_demanded_none_and_another_key_s_are_refused()
    {
        _shop.Verify();
        Refused(VerdictFault.Unsigned, "RECSYS_VERIFY_KEY demands a signature", Keys.Verifying);
        _shop.Verify(Keys.Signing);
        Refused(VerdictFault.OtherSignature, "no valid signature of the key sha256:", Keys.OtherVerifying);
        File.Delete(Envelope);
        Refused(VerdictFault.Unsigned, "is not signed", Keys.Verifying);
    }

    [Fact]
    public void The_envelope_must_hold_this_statement_even_where_no_signature_is_demanded()
    {
        _shop.Verify(Keys.Signing);
        var envelope = ArtifactJson.Read<DsseEnvelope>(Envelope);
        File.WriteAllText(Envelope, ArtifactJson.Serialize(Dsse.Sign(Keys.Signing, "{}"u8.ToArray())));
        Refused(VerdictFault.OtherStatement, "holds another document", Keys.Verifying);
        Refused(VerdictFault.OtherStatement, "holds another document");
        File.WriteAllText(Envelope, ArtifactJson.Serialize(envelope with { PayloadType = "application/json" }));
        Refused(VerdictFault.OtherStatement, "holds another document");
        File.WriteAllText(Envelope, "{");
        Refused(VerdictFault.OtherStatement, "is not readable");
    }

    [Fact]
    public void Verify_without_the_key_leaves_no_older_signature()
    {
        _shop.Verify(Keys.Signing);
        _shop.Verify();
        Assert.False(File.Exists(Envelope));
    }
}
