using Recsys.Contracts.Artifacts;
using Recsys.Judge.Attestation;
using Recsys.Judge.Reports;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;
using Shop = Recsys.Testing.Judge.Shop;

namespace Recsys.Judge.Tests.Attestation;

/// <summary>The record of an override: made once for each decision, signed as the key says, and shown on the reports.</summary>
public sealed class OverrideStatementTests : IDisposable
{
    private readonly Shop _shop = new();
    private int _hour = 10;

    public void Dispose() => _shop.Dispose();

    private string Path(string name) => System.IO.Path.Combine(_shop.Layout.Verify, name);

    /// <summary>Writes a verdict without judging anything.</summary>
    private Verdict Judged()
    {
        var verdict = new Verdict
        {
            Outcome = Verdict.Fail,
            Bundle = ContentHash.OfText("bundle"),
            Dataset = "",
            Scores = "",
            Behaviour = "",
            Checks = [],
            Provenance = Rows.Provenance,
            Gates = [],
            Reason = "too bad",
        };
        File.WriteAllText(_shop.VerdictPath, ArtifactJson.Serialize(verdict));
        return verdict;
    }

    /// <summary>Every call comes an hour later.</summary>
    private VerdictOverride Record(string reason = "agreed", SigningKey? key = null) =>
        OverrideStatement.Record(
            _shop.Layout.Verify,
            ArtifactJson.Read<Verdict>(_shop.VerdictPath),
            "shop",
            reason,
            "ann",
            key,
            new FixedClock(new DateTimeOffset(2026, 11, 1, _hour++, 30, 5, TimeSpan.FromHours(1)))
        );

    [Fact]
    public void It_names_the_bundle_the_verdict_and_the_person()
    {
        var verdict = Judged();

        var made = Record();

        Assert.Equal((verdict.Outcome, "agreed", "ann", "2026-11-01T09:30:05Z"), (made.Outcome, made.Reason, made.By, made.At));
        var statement = ArtifactJson.Read<Statement<OverridePredicate>>(Path(OverrideStatement.FileName));
        Assert.Equal((made, ContentHash.OfFile(_shop.VerdictPath)), (statement.Predicate!.Override, statement.Predicate.Verdict));
        Assert.Equal("shop/bundle", Assert.Single(statement.Subject).Name);
        Assert.False(File.Exists(Path(OverrideStatement.SignedName)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_decision_keeps_its_time_and_its_signature(bool signed)
    {
        Judged();
        var key = signed ? Keys.Signing : null;
        var first = Record(key: key);
        string[] files = [.. Directory.GetFiles(_shop.Layout.Verify, "override*").Order(StringComparer.Ordinal)];
        var bytes = files.Select(File.ReadAllText).ToArray();

        Assert.Equal(first, Record(key: key));

        Assert.Equal(signed ? 2 : 1, files.Length);
        Assert.Equal(bytes, files.Select(File.ReadAllText));
    }

    [Theory]
    [InlineData("reason")]
    [InlineData("edited")]
    [InlineData("damaged")]
    [InlineData("signed")]
    [InlineData("otherKey")]
    [InlineData("otherPayload")]
    [InlineData("noEnvelope")]
    public void Another_decision_or_a_record_that_was_tampered_with_is_made_anew(string what)
    {
        Judged();
        var unsigned = what is "reason" or "edited" or "damaged" or "signed";
        var first = Record(key: unsigned ? null : Keys.Signing);
        var (file, envelope) = (Path(OverrideStatement.FileName), Path(OverrideStatement.SignedName));
        switch (what)
        {
            case "edited": File.AppendAllText(file, " "); break;
            case "damaged": File.WriteAllText(file, "{"); break;
            case "noEnvelope": File.Delete(envelope); break;
            case "otherKey":
                Sign(File.ReadAllBytes(file), SigningKey.Parse(Keys.OtherPrivate));
                break;
            case "otherPayload":
                Sign([1, 2], Keys.Signing);
                break;
        }

        var second = Record(what == "reason" ? "another" : "agreed", what is "reason" or "edited" or "damaged" ? null : Keys.Signing);

        Assert.NotEqual(first.At, second.At);
        Assert.Equal(second, ArtifactJson.Read<Statement<OverridePredicate>>(file).Predicate!.Override);
        Assert.Equal(what is not ("reason" or "edited" or "damaged"), File.Exists(envelope));
        if (File.Exists(envelope))
        {
            var signed = ArtifactJson.Read<DsseEnvelope>(envelope);
            Assert.Equal(File.ReadAllBytes(file), Dsse.PayloadOf(signed));
            Assert.True(Keys.Signing.HasSigned(signed));
        }
    }

    private void Sign(byte[] payload, SigningKey key) =>
        VerdictStatement.Sign(_shop.Layout.Verify, OverrideStatement.SignedName, payload, key);

    [Fact]
    public void An_unsigned_record_in_place_of_a_signed_one_leaves_no_envelope()
    {
        Judged();
        Record(key: Keys.Signing);

        Record();

        Assert.False(File.Exists(Path(OverrideStatement.SignedName)));
    }

    [Fact]
    public void The_reports_say_it_once_and_the_last_one_counts()
    {
        _shop.Verify();
        var (page, json) = (File.ReadAllText(Path("report.html")), File.ReadAllText(Path("report.json")));

        OverrideBanner.Put(_shop.Layout.Verify, Record("first"));
        OverrideBanner.Put(_shop.Layout.Verify, Record("<second>"));

        var now = File.ReadAllText(Path("report.html"));
        Assert.Contains("<p>Reason: &lt;second&gt;</p>", now, StringComparison.Ordinal);
        Assert.Contains("ann let the bundle through on 2026-11-01T10:30:05Z.", now, StringComparison.Ordinal);
        var start = now.IndexOf(OverrideBanner.Place, StringComparison.Ordinal);
        var end = now.IndexOf(OverrideBanner.End, StringComparison.Ordinal);
        Assert.Equal(page, now[..(start + OverrideBanner.Place.Length)] + now[(end + OverrideBanner.End.Length)..]);
        Assert.Contains("\"reason\": \"<second>\"", File.ReadAllText(Path("report.json")).Replace("\\u003C", "<").Replace("\\u003E", ">"));
        Assert.NotEqual(json, File.ReadAllText(Path("report.json")));
        Assert.EndsWith("}\n", File.ReadAllText(Path("report.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_a_place_for_it_and_reports_that_are_not_there_stay_so()
    {
        _shop.Verify();
        var made = Record();
        File.WriteAllText(Path("report.html"), "<p>another tool's page</p>");
        File.Delete(Path("report.json"));

        OverrideBanner.Put(_shop.Layout.Verify, made);
        Assert.Equal("<p>another tool's page</p>", File.ReadAllText(Path("report.html")));
        File.Delete(Path("report.html"));
        OverrideBanner.Put(_shop.Layout.Verify, made);

        Assert.Empty(Directory.GetFiles(_shop.Layout.Verify, "report.*"));
        Assert.StartsWith(OverrideBanner.Place + "\n", OverrideBanner.OnPage(OverrideBanner.Place, made), StringComparison.Ordinal);
    }
}
