using System.Text.Json;
using System.Text.Json.Nodes;
using Recsys.Build.Delivery;
using Recsys.Build.Image;
using Recsys.Build.Run;
using Recsys.Build.Steps;
using Recsys.Build.Tasks;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;
using Recsys.Judge.Reports;
using Recsys.Testing.Judge;
using Xunit;
using Shop = Recsys.Testing.Judge.Shop;

namespace Recsys.Build.Tests.Delivery;

/// <summary>An override opens the door to a verdict that is no pass, to nothing else, and is seen wherever the bundle goes.</summary>
public sealed class OverrideTests : IDisposable
{
    private const string Reason = "agreed with the <shop> until Monday";
    private readonly Shop _shop = new();
    private readonly Checkout _checkout = new();
    private readonly BuildContext _context;

    public OverrideTests()
    {
        _shop.WriteScores(0.2, 0.4);
        _shop.Verify();
        _checkout.Take(_shop);
        _context = _checkout.Context();
        _checkout.Processes.Effect = () =>
        {
            Directory.CreateDirectory(_checkout.At(".build", "server"));
            File.Copy("/bin/true", _checkout.At(".build", "server", "server"), overwrite: true);
        };
    }

    public void Dispose()
    {
        _checkout.Dispose();
        _shop.Dispose();
    }

    private string At(string name) => Path.Combine(_context.Layout.Verify, name);

    private Permit Overridden(string reason = Reason)
    {
        _context.Trust = _context.Trust with { Override = reason };
        return _context.Verified().Require();
    }

    private void Refused(string part)
    {
        _context.Trust = _context.Trust with { Override = Reason };
        var error = Assert.Throws<FaultException>(() => _context.Verified().Require());
        Assert.Contains(part, error.Message);
        Assert.False(File.Exists(At(OverrideStatement.FileName)));
        Assert.Equal(OutcomeKind.None, _checkout.Outcome.Kind);
    }

    [Fact]
    public void Without_one_a_failed_verdict_is_refused_even_where_an_older_override_lies()
    {
        Overridden();
        _context.Trust = Trust.None;
        Assert.Contains(
            "Refused: The bundle did not pass Verify (fail)",
            Assert.Throws<FaultException>(() => _context.Verified().Require()).Message
        );
        Assert.Equal(OutcomeKind.VerifyFailed, _checkout.Outcome.Kind);
    }

    [Fact]
    public void It_is_recorded_as_a_statement_about_exactly_this_bundle_and_verdict()
    {
        var permit = Overridden();
        var statement = ArtifactJson.Read<Statement<OverridePredicate>>(At(OverrideStatement.FileName));
        Assert.Equal((StatementTypes.Override, StatementTypes.Statement), (statement.PredicateType, statement.Type));
        Assert.Equal(ContentHash.OfFolder(_context.Layout.Bundle), "sha256:" + Assert.Single(statement.Subject).Digest["sha256"]);
        Assert.Equal(ContentHash.OfFile(At(Verdict.FileName)), statement.Predicate.Verdict);
        Assert.Equal(permit.Override, statement.Predicate.Override);
        Assert.Equal(
            (Verdict.Fail, Reason, Environment.UserName),
            (permit.Override!.Outcome, permit.Override.Reason, permit.Override.By)
        );
        Assert.InRange(
            DateTimeOffset.Parse(permit.Override.At!),
            TimeProvider.System.GetUtcNow().AddMinutes(-2),
            TimeProvider.System.GetUtcNow().AddMinutes(1)
        );
    }

    [Fact]
    public void The_verdict_and_its_statement_stay_as_the_judge_wrote_them()
    {
        var before = (File.ReadAllText(At(Verdict.FileName)), File.ReadAllText(At(VerdictStatement.FileName)));
        Overridden();
        Assert.Equal(before, (File.ReadAllText(At(Verdict.FileName)), File.ReadAllText(At(VerdictStatement.FileName))));
    }

    [Fact]
    public void The_reports_say_it_once_and_encode_the_reason()
    {
        Overridden("another reason that was given first");
        Overridden();
        var page = File.ReadAllText(At(VerifyReport.PageName));
        Assert.Contains("OVERRIDDEN", Assert.Single(page.Split(OverrideBanner.End).SkipLast(1)));
        Assert.Contains("agreed with the &lt;shop&gt; until Monday", page);
        Assert.DoesNotContain("<shop>", page);
        Assert.DoesNotContain("given first", page);
        var made = JsonNode.Parse(File.ReadAllText(At(VerifyReport.JsonName)))!["override"]!;
        Assert.Equal((Verdict.Fail, Reason), ((string?)made["outcome"], (string?)made["reason"]));
    }

    [Fact]
    public void The_same_decision_taken_again_keeps_its_record_and_another_one_does_not()
    {
        var text = ArtifactJson.Read<Statement<OverridePredicate>>(Written());
        var old = text with { Predicate = text.Predicate with { Override = text.Predicate.Override with { At = "2026-01-01T00:00:00Z" } } };
        File.WriteAllText(At(OverrideStatement.FileName), ArtifactJson.Serialize(old));
        Assert.Equal("2026-01-01T00:00:00Z", Overridden().Override!.At);
        Assert.NotEqual("2026-01-01T00:00:00Z", Overridden("a different and much better reason").Override!.At);

        // A record about another bundle is none of this one.
        File.WriteAllText(
            At(OverrideStatement.FileName),
            ArtifactJson.Serialize(old with { Subject = [VerdictStatement.Subject("shop", ContentHash.OfText("other"))] })
        );
        Assert.NotEqual("2026-01-01T00:00:00Z", Overridden().Override!.At);
        Assert.Equal(
            ContentHash.OfFolder(_context.Layout.Bundle)[7..],
            ArtifactJson.Read<Statement<OverridePredicate>>(At(OverrideStatement.FileName)).Subject[0].Digest["sha256"]
        );

        string Written()
        {
            Overridden();
            return At(OverrideStatement.FileName);
        }
    }

    [Fact]
    public void It_does_not_let_an_edited_verdict_through()
    {
        File.WriteAllText(
            At(Verdict.FileName),
            File.ReadAllText(At(Verdict.FileName)).Replace("\"at_least\": 0.05", "\"at_least\": 0.04", StringComparison.Ordinal)
        );
        Refused("its seal does not fit");
    }

    [Fact]
    public void It_does_not_replace_a_missing_verdict_or_statement()
    {
        File.Delete(At(VerdictStatement.FileName));
        Refused("a verdict without its statement does not count");
        File.Delete(At(Verdict.FileName));
        Refused("this bundle was never judged");
    }

    [Fact]
    public void It_does_not_let_another_bundle_through()
    {
        _checkout.Write("artifacts/shop/bundle/items.bin", "other");
        Refused("items.bin was changed");
    }

    [Fact]
    public void It_does_not_let_other_gates_through()
    {
        _checkout.Write("recsys.json", """{ "name": "shop" }""");
        var context = _checkout.Context();
        context.Trust = new Trust(Override: Reason);
        Assert.Contains("was reached under other gates", Assert.Throws<FaultException>(() => context.Verified().Require()).Message);
    }

    [Fact]
    public void A_bundle_that_is_swapped_within_the_run_is_not_covered()
    {
        Overridden();
        using var other = new Shop();
        File.WriteAllText(Path.Combine(other.Layout.Bundle, "items.bin"), "other vectors");
        var manifest = Path.Combine(other.Layout.Bundle, BundleManifest.FileName);
        File.WriteAllText(
            manifest,
            File.ReadAllText(manifest)
                .Replace(ContentHash.OfText("vectors"), ContentHash.OfText("other vectors"), StringComparison.Ordinal)
        );
        other.WriteScores(0.2, 0.4);
        other.WriteBehaviour();
        other.Verify();
        _checkout.Take(other);
        var before = File.ReadAllText(At(OverrideStatement.FileName));
        Assert.Contains("and now the verdict is about", Assert.Throws<FaultException>(() => _context.Verified().Require()).Message);
        Assert.Equal(before, File.ReadAllText(At(OverrideStatement.FileName)));
    }

    [Fact]
    public void A_pass_needs_none_and_records_none()
    {
        _shop.WriteScores(0.4, 0.2);
        _shop.Verify();
        _checkout.Take(_shop);
        Assert.Null(Overridden().Override);
        Assert.False(File.Exists(At(OverrideStatement.FileName)));
        Assert.Null(_context.Pipeline.Overridden);
    }

    [Fact]
    public void It_is_signed_where_the_statement_is()
    {
        _shop.Verify(Keys.Signing);
        _checkout.Take(_shop);
        _context.Trust = new Trust(Keys.Signing, Keys.Verifying);
        var first = Overridden().Override;
        var envelope = ArtifactJson.Read<DsseEnvelope>(At(OverrideStatement.SignedName));
        Assert.True(Dsse.IsSignedBy(Keys.Verifying, envelope));
        Assert.Equal(File.ReadAllBytes(At(OverrideStatement.FileName)), Dsse.PayloadOf(envelope));
        Assert.Equal(first, Overridden().Override);
        Assert.Equal(ArtifactJson.Serialize(envelope), File.ReadAllText(At(OverrideStatement.SignedName)));
    }

    [Fact]
    public void The_image_says_it_in_its_labels_annotations_and_record_and_depends_on_no_time()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/true"), "the image is made of a Linux system's libraries");
        _context.Trust = new Trust(Override: Reason);
        new DockerBuild().Run(_context);
        var (image, permit) = _context.Verified().RequireImage();
        Assert.Equal(permit.Override! with { At = null }, image.Override);
        Assert.Contains(
            _checkout.Log.Lines,
            line =>
                line.StartsWith("OVERRIDDEN: the verdict is FAIL", StringComparison.Ordinal)
                && line.Contains(Reason, StringComparison.Ordinal)
        );
        var folder = _checkout.At("unpacked");
        System.Formats.Tar.TarFile.ExtractToDirectory(
            Path.Combine(_context.Layout.Image, ImageInfo.ArchiveName),
            Directory.CreateDirectory(folder).FullName,
            overwriteFiles: false
        );
        JsonElement Blob(string digest) =>
            JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "blobs", "sha256", digest[7..]))).RootElement;
        var labels = Blob(image.Id).GetProperty("config").GetProperty("Labels");
        foreach (var places in new[] { labels, Blob(image.Digest).GetProperty("annotations") })
        {
            Assert.Equal(
                (Reason, Verdict.Fail, Environment.UserName),
                (
                    places.GetProperty("recsys.override").GetString(),
                    places.GetProperty("recsys.verdict").GetString(),
                    places.GetProperty("recsys.override.by").GetString()
                )
            );
            Assert.False(places.TryGetProperty("recsys.override.at", out _));
        }

        // Neither an image without the words nor one with other words is this one.
        _context.Trust = new Trust(Override: "a different and much better reason");
        Assert.Contains(
            "Remedy: run DockerBuild again with the same override",
            Assert.Throws<FaultException>(() => _context.Verified().RequireImage()).Message
        );
        var plain = Path.Combine(_context.Layout.Image, ImageInfo.FileName);
        File.WriteAllText(plain, ArtifactJson.Serialize(image with { Override = null }));
        Assert.Contains(
            "has no override of its verdict",
            Assert.Throws<FaultException>(() => _context.Verified().RequireImage()).Message
        );
    }

    [Fact]
    public void An_image_of_an_overridden_bundle_is_refused_once_the_bundle_passes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/true"), "the image is made of a Linux system's libraries");
        _context.Trust = new Trust(Override: Reason);
        new DockerBuild().Run(_context);
        _shop.WriteScores(0.4, 0.2);
        _shop.Verify();
        _checkout.Take(_shop);
        Assert.Contains("has its verdict overridden", Assert.Throws<FaultException>(() => _context.Verified().RequireImage()).Message);
        new DockerBuild().Run(_context);
        Assert.Null(_context.Verified().RequireImage().Image.Override);
    }

    [Fact]
    public void Labels_of_a_pass_say_nothing() => Assert.Empty(OverrideLabels.Of(null));
}
