using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Attestation;
using Recsys.Judge.Reports;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Judge.Tests;

/// <summary>Only a passing verdict about exactly these bytes opens the door.</summary>
public sealed class VerdictCheckTests : IDisposable
{
    private readonly Shop _shop = new();

    public void Dispose() => _shop.Dispose();

    private VerdictException Refused(VerdictFault fault, VerifySettings? settings = null)
    {
        var e = Assert.Throws<VerdictException>(() => VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle, settings));
        Assert.Equal(fault, e.Fault);
        Assert.Contains("Remedy", e.Message, StringComparison.Ordinal);
        return e;
    }

    private void Edit(Func<Verdict, Verdict> change) =>
        File.WriteAllText(_shop.VerdictPath, ArtifactJson.Serialize(change(ArtifactJson.Read<Verdict>(_shop.VerdictPath))));

    [Fact]
    public void A_passing_verdict_about_these_bytes_is_returned()
    {
        var written = _shop.Verify().Judgement.Verdict;
        var verdict = VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle, Shop.Settings);
        Assert.Equal(Verdict.Pass, verdict.Outcome);
        Assert.Equal(written.Bundle, verdict.Bundle);
    }

    [Fact]
    public void No_verdict_is_refused() => Refused(VerdictFault.Missing);

    [Fact]
    public void An_unreadable_verdict_is_refused()
    {
        foreach (var text in new[] { "", "null", "{", "{}", "[1]" })
        {
            File.WriteAllText(_shop.VerdictPath, text);
            Assert.Contains(Verdict.FileName, Refused(VerdictFault.Unreadable).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_format_version_is_refused()
    {
        _shop.Verify();
        Edit(verdict => (verdict with { FormatVersion = 2 }).Sealed());
        Refused(VerdictFault.Unreadable);
    }

    [Fact]
    public void A_failing_verdict_is_refused_with_its_reason()
    {
        _shop.WriteScores(0.2, 0.4);
        _shop.Verify();
        var e = Refused(VerdictFault.NotPassed);
        Assert.Contains("gate 'lead' failed", e.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, e.Outcome);
    }

    [Fact]
    public void A_verdict_edited_to_pass_is_refused_even_with_a_new_seal()
    {
        _shop.WriteScores(0.2, 0.4);
        _shop.Verify();
        Edit(verdict => verdict with { Outcome = Verdict.Pass });
        Assert.Contains("seal", Refused(VerdictFault.Edited).Message, StringComparison.Ordinal);
        Edit(verdict => (verdict with { Outcome = Verdict.Pass }).Sealed());
        Assert.Contains("contradicts itself", Refused(VerdictFault.Edited).Message, StringComparison.Ordinal);
        Edit(verdict => (verdict with { Gates = [.. verdict.Gates.Select(gate => gate with { Outcome = Verdict.Pass })] }).Sealed());
        Assert.Contains("contradicts itself", Refused(VerdictFault.Edited).Message, StringComparison.Ordinal);
        Edit(verdict => (verdict with { Gates = [] }).Sealed());
        Refused(VerdictFault.Edited);
    }

    [Fact]
    public void A_failed_gate_cannot_be_called_not_applicable()
    {
        _shop.WriteScores(0.2, 0.4);
        _shop.Verify();
        GateResult Skipped(GateResult gate) => gate with { Outcome = Verdict.NotApplicable };
        Edit(verdict =>
            (
                verdict with
                {
                    Outcome = Verdict.Pass,
                    Gates = [Skipped(verdict.Gates[0]), verdict.Gates[0] with { Name = "x", Outcome = Verdict.Pass, LowerBound = 1 }],
                }
            ).Sealed()
        );
        Assert.Contains("contradicts itself", Refused(VerdictFault.Edited).Message, StringComparison.Ordinal);
        Edit(verdict =>
            (
                verdict with
                {
                    Champion = Rows.Hash,
                    Gates = [Skipped(verdict.Gates[0]) with { Against = ScoreRow.Champion }, verdict.Gates[1]],
                }
            ).Sealed()
        );
        Assert.Contains("contradicts itself", Refused(VerdictFault.Edited).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_parts_are_refused()
    {
        _shop.Verify();
        File.WriteAllText(
            _shop.VerdictPath,
            File.ReadAllText(_shop.VerdictPath).Replace("\"gates\": [", "\"gates\": null, \"old\": [", StringComparison.Ordinal)
        );
        Refused(VerdictFault.Edited);
    }

    [Fact]
    public void One_changed_byte_in_the_bundle_is_refused_and_its_file_named()
    {
        _shop.Verify();
        var path = Path.Combine(_shop.Layout.Bundle, "items.bin");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        var message = Refused(VerdictFault.OtherBundle).Message;
        Assert.Contains("items.bin was changed", message, StringComparison.Ordinal);
        Assert.DoesNotContain("catalogue.tsv", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_and_a_foreign_file_are_named()
    {
        _shop.Verify();
        File.Move(Path.Combine(_shop.Layout.Bundle, "items.bin"), Path.Combine(_shop.Layout.Bundle, "stray.bin"));
        var message = Refused(VerdictFault.OtherBundle).Message;
        Assert.Contains("items.bin is missing; stray.bin does not belong to it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_whole_bundle_is_refused()
    {
        _shop.Verify();
        var path = Path.Combine(_shop.Layout.Bundle, BundleManifest.FileName);
        File.WriteAllText(path, ArtifactJson.Serialize(ArtifactJson.Read<BundleManifest>(path) with { Name = "other" }));
        Assert.Contains("it is another bundle", Refused(VerdictFault.OtherBundle).Message, StringComparison.Ordinal);
        Directory.Delete(_shop.Layout.Bundle, recursive: true);
        Refused(VerdictFault.OtherBundle);
    }

    [Fact]
    public void Changed_or_missing_scores_are_refused()
    {
        _shop.Verify();
        _shop.WriteScores(0.5, 0.2);
        Refused(VerdictFault.OtherScores);
        File.Delete(Path.Combine(_shop.Layout.Verify, Tables.Scores));
        Refused(VerdictFault.OtherScores);
    }

    [Fact]
    public void Changed_attributes_of_the_subjects_are_refused_too()
    {
        var path = Path.Combine(_shop.Layout.Verify, Tables.Subjects);
        var subjects = new SubjectRows(
            ["city"],
            [.. Enumerable.Range(0, 500).Select(i => new SubjectRow(ScoreRow.Recommend, $"u{i:D6}", ["Lyon"]))]
        );
        subjects.Write(path);
        Assert.Equal(ContentHash.OfFile(path), _shop.Verify().Judgement.Verdict.Subjects);
        VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle, Shop.Settings);
        (subjects with { Columns = ["town"] }).Write(path);
        Assert.Contains("subjects.tsv", Refused(VerdictFault.OtherScores).Message, StringComparison.Ordinal);
        File.Delete(path);
        Refused(VerdictFault.OtherScores);
    }

    [Fact]
    public void A_verdict_reached_under_other_gates_is_refused()
    {
        _shop.Verify();
        var stricter = Rows.Settings(("lead", Shop.Settings.Gates["lead"] with { AtLeast = 0.06 }));
        Assert.Contains(
            "now 'lead: recommend ndcg@10 against popularity at least 0.06'",
            Refused(VerdictFault.OtherGates, stricter).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_judge_that_stops_leaves_no_older_verdict()
    {
        _shop.Verify();
        File.AppendAllText(Path.Combine(_shop.Layout.Verify, Tables.Scores), "recommend\tbundle\tx\tmany\t1\t\t\n");
        Assert.Contains("scores.tsv, line 302", Assert.Throws<ArtifactException>(() => _shop.Verify()).Message, StringComparison.Ordinal);
        Refused(VerdictFault.Missing);
    }

    private void Gate(Func<GateResult, GateResult> change) =>
        Edit(verdict => (verdict with { Gates = [.. verdict.Gates.Select(change)] }).Sealed());

    [Theory]
    [InlineData(30, 0.0, 0.05, true)]
    [InlineData(29, 0.0, 0.05, false)]
    [InlineData(500, -0.0001, 0.05, false)]
    public void A_pass_needs_its_bound_and_its_thirty_users(int count, double above, double atLeast, bool opens)
    {
        _shop.Verify();
        Gate(gate => gate with { Count = count, AtLeast = atLeast, LowerBound = atLeast + above });
        Restate();
        if (opens)
            Assert.Equal(count, VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle).Gates[0].Count);
        else
            Assert.Contains(
                "the outcome pass does not follow from its gates and checks",
                Refused(VerdictFault.Edited).Message,
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData(true, 1, true)]
    [InlineData(true, 0, false)]
    [InlineData(false, 1, false)]
    public void The_champions_own_bytes_need_one_user(bool itself, int count, bool opens)
    {
        _shop.Verify();
        Edit(verdict =>
            (
                verdict with
                {
                    Champion = itself ? verdict.Bundle : Rows.Hash,
                    Gates = [.. verdict.Gates.Select(gate => gate with { Against = ScoreRow.Champion, Count = count })],
                }
            ).Sealed()
        );
        Restate();
        if (opens) VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle);
        else Refused(VerdictFault.Edited);
    }

    [Theory]
    [InlineData("none", true)]
    [InlineData("itself", true)]
    [InlineData("another", false)]
    public void Only_without_another_champion_does_a_gate_against_it_not_apply(string champion, bool opens)
    {
        _shop.Verify();
        Edit(verdict =>
            (
                verdict with
                {
                    Champion = champion switch
                    {
                        "none" => null,
                        "itself" => verdict.Bundle,
                        _ => Rows.Hash,
                    },
                    Gates =
                    [
                        verdict.Gates[0],
                        verdict.Gates[0] with
                        {
                            Name = "keep",
                            Against = ScoreRow.Champion,
                            Outcome = Verdict.NotApplicable,
                        },
                    ],
                }
            ).Sealed()
        );
        Restate();
        if (opens) VerdictCheck.Require(_shop.Layout.Verify, _shop.Layout.Bundle);
        else Refused(VerdictFault.Edited);
    }

    /// <summary>A statement for the verdict as it is now, so that nothing but the verdict itself can be the reason to refuse.</summary>
    private void Restate() => VerdictStatement.Write(_shop.Layout.Verify, ArtifactJson.Read<Verdict>(_shop.VerdictPath), "shop", null);

    [Fact]
    public void Every_refusal_says_what_is_there_and_what_was_expected()
    {
        var (verify, bundle) = (_shop.Layout.Verify, _shop.Layout.Bundle);
        Assert.Equal(
            $"{_shop.VerdictPath} is missing: this bundle was never judged. Remedy: run ./build.sh --target=Verify.",
            Refused(VerdictFault.Missing).Message
        );
        _shop.Verify();
        Edit(verdict => (verdict with { FormatVersion = 2 }).Sealed());
        Assert.Equal(
            $"{_shop.VerdictPath} has format version 2, expected 1. Remedy: run ./build.sh --target=Verify.",
            Refused(VerdictFault.Unreadable).Message
        );
        Edit(verdict => verdict with { FormatVersion = 1, Reason = "other" });
        Assert.Equal(
            $"{_shop.VerdictPath} was changed after it was written: its seal does not fit. Remedy: run ./build.sh --target=Verify.",
            Refused(VerdictFault.Edited).Message
        );

        _shop.Verify();
        var scores = Path.Combine(verify, Tables.Scores);
        var judged = ContentHash.OfFile(scores);
        File.AppendAllText(scores, "\n");
        Assert.Equal(
            $"{scores} is {ContentHash.OfFile(scores)}, but the verdict rests on {judged}. Remedy: run ./build.sh --target=Verify.",
            Refused(VerdictFault.OtherScores).Message
        );
        File.Delete(scores);
        Assert.Equal(
            $"{scores} is missing: the verdict rests on it. Remedy: run ./build.sh --target=Verify.",
            Refused(VerdictFault.OtherScores).Message
        );

        _shop.WriteScores(0.4, 0.2);
        var before = _shop.Verify().Judgement.Verdict.Bundle;
        Directory.CreateDirectory(Path.Combine(bundle, "deep"));
        File.WriteAllText(Path.Combine(bundle, "deep", "b"), "");
        File.WriteAllText(Path.Combine(bundle, "a"), "");
        Assert.Equal(
            $"{bundle} is not the bundle that was judged: a does not belong to it; deep/b does not belong to it (judged {before}, found "
                + $"{ContentHash.OfFolder(bundle)}). Remedy: run ./build.sh --target=Verify.",
            Refused(VerdictFault.OtherBundle).Message
        );
        File.Delete(Path.Combine(bundle, BundleManifest.FileName));
        Assert.Contains(
            $"the bundle that was judged: {Path.Combine(bundle, BundleManifest.FileName)}",
            Refused(VerdictFault.OtherBundle).Message,
            StringComparison.Ordinal
        );
        Directory.Delete(bundle, recursive: true);
        Assert.Equal(
            $"{bundle} is missing. Remedy: run ./build.sh --target=Quantize, then Verify.",
            Refused(VerdictFault.OtherBundle).Message
        );
    }

    [Fact]
    public void Other_gates_are_told_by_the_first_difference_and_the_same_ones_in_any_order_are_not_other()
    {
        var both = Rows.Settings(
            ("lead", Shop.Settings.Gates["lead"]),
            (
                "floor",
                new GateSettings
                {
                    Metric = "mrr",
                    AtLeast = 0.1,
                    Slice = "light_users",
                }
            )
        );
        _shop.Verify();
        Assert.Equal(
            $"{_shop.VerdictPath} was reached under other gates than verify.gates has now (now 'floor: recommend mrr against nothing on "
                + $"light_users at least 0.1'). Remedy: run ./build.sh --target=Verify.",
            Refused(VerdictFault.OtherGates, both).Message
        );
        Assert.Contains(
            "(then 'lead: recommend ndcg@10 against popularity at least 0.05')",
            Refused(VerdictFault.OtherGates, Rows.Settings()).Message,
            StringComparison.Ordinal
        );
        Verification.Run(_shop.Layout, both, seed: 7, Rows.Provenance);
        var turned = Rows.Settings([.. both.Gates.Reverse().Select(gate => (gate.Key, gate.Value))]);
        Assert.Equal(2, VerdictCheck.RequireAuthentic(_shop.Layout.Verify, _shop.Layout.Bundle, turned).Gates.Count);
    }
}
