using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Judging;
using Recsys.Judge.Coverage;
using Recsys.Judge.Gates;
using Recsys.Judge.Registration;
using Recsys.Judge.Statistics;

namespace Recsys.Judge.Attestation;

/// <summary>The door between Verify and everything that serves: only a passing verdict about exactly these bytes opens it.</summary>
public static class VerdictCheck
{
    private const string Again = "run ./build.sh --target=Verify.";

    /// <summary>The verdict, when it passes the bundle as it is now.</summary>
    /// <param name="verifyFolder">Holds <c>verdict.json</c>, <c>scores.tsv</c> and <c>statement.json</c>.</param>
    /// <param name="bundleFolder">The bundle that is about to be used.</param>
    /// <param name="settings">When given, the verdict must have been reached under these gates.</param>
    /// <param name="key">When given, the statement must be signed with its private part.</param>
    /// <exception cref="VerdictException">In every other case.</exception>
    public static Verdict Require(string verifyFolder, string bundleFolder, VerifySettings? settings = null, VerifyKey? key = null)
    {
        var verdict = RequireAuthentic(verifyFolder, bundleFolder, settings, key);
        return verdict.Outcome == Verdict.Pass ? verdict : throw NotPassed(verdict);
    }

    /// <summary>The refusal of a verdict that is whole and no pass.</summary>
    public static VerdictException NotPassed(Verdict verdict) =>
        new(VerdictFault.NotPassed, $"The bundle did not pass Verify ({verdict.Outcome}): {verdict.Reason}") { Outcome = verdict.Outcome };

    /// <summary>The verdict about the bundle as it is now, whatever its outcome; parameters and other refusals as in
    /// <see cref="Require"/>.</summary>
    /// <exception cref="VerdictException">There is no whole verdict about these bytes.</exception>
    public static Verdict RequireAuthentic(string verifyFolder, string bundleFolder, VerifySettings? settings = null, VerifyKey? key = null)
    {
        var path = Path.Combine(verifyFolder, Verdict.FileName);
        if (!File.Exists(path))
            throw new VerdictException(VerdictFault.Missing, $"{path} is missing: this bundle was never judged.", Again);
        // Read once: what is parsed, hashed and compared are the same bytes.
        var file = File.ReadAllBytes(path);
        var verdict = Read(file, path);
        RequireIntact(verdict, path);
        if (settings is not null) RequireGates(verdict, settings, path);
        if (settings is not null) RequireGolden(verdict, settings);
        if (settings is not null) RequireCoverage(verdict, settings, path);
        if (settings is not null) RequireRegistration(verdict, settings, path);
        RequireFile(verdict.Scores!, Path.Combine(verifyFolder, Tables.Scores), VerdictFault.OtherScores);
        if (verdict.Subjects is { } subjects) RequireFile(subjects, Path.Combine(verifyFolder, Tables.Subjects), VerdictFault.OtherScores);
        RequireFile(verdict.Behaviour!, Path.Combine(verifyFolder, BehaviourReport.FileName), VerdictFault.OtherBehaviour);
        RequireBundle(verdict, bundleFolder);
        StatementCheck.Require(verifyFolder, verdict, file, NameOf(bundleFolder), key);
        return verdict;
    }

    private static string NameOf(string bundleFolder)
    {
        try
        {
            return ArtifactJson.Read<BundleManifest>(Path.Combine(bundleFolder, BundleManifest.FileName)).Name;
        }
        catch (ArtifactException e)
        {
            throw new VerdictException(VerdictFault.OtherBundle, e.Message, e);
        }
    }

    private static Verdict Read(byte[] file, string path)
    {
        try
        {
            var verdict = ArtifactJson.Parse<Verdict>(file, path);
            return verdict.FormatVersion == Verdict.CurrentVersion
                ? verdict
                : throw new VerdictException(
                    VerdictFault.Unreadable,
                    $"{path} has format version {verdict.FormatVersion}, expected {Verdict.CurrentVersion}.", Again
                );
        }
        catch (ArtifactException e)
        {
            throw new VerdictException(VerdictFault.Unreadable, e.Message, e);
        }
    }

    private static void RequireIntact(Verdict verdict, string path)
    {
        // Missing members deserialize to null whatever their type says.
        var whole =
            verdict is { Bundle: not null, Dataset: not null, Scores: not null, Behaviour: not null }
            && verdict.Gates is not null
            && verdict.Gates.All(gate => gate is not null)
            && verdict.Checks is not null
            && verdict.Checks.All(check => check is not null)
            && verdict.Provenance is { Settings: not null, Code: not null };
        if (!whole || verdict.Seal != verdict.ComputeSeal())
            throw new VerdictException(VerdictFault.Edited, $"{path} was changed after it was written: its seal does not fit.", Again);
        if (
            verdict.Outcome
                != RegistrationDecision.Outcome(
                    CoverageDecision.Outcome(Outcomes.Of(verdict.Gates!, verdict.Checks!), verdict.Coverage),
                    verdict.Registration
                )
            || !CoverageRules.IsWhole(verdict.Coverage)
            || !RegistrationDecision.IsWhole(verdict.Registration)
            || verdict.Gates!.Any(gate => Contradicts(verdict, gate))
            || !CheckRules.IsWhole(verdict)
        )
            throw new VerdictException(
                VerdictFault.Edited,
                $"{path} contradicts itself: the outcome {verdict.Outcome} does not follow from its gates and checks.", Again
            );
    }

    private static bool Contradicts(Verdict verdict, GateResult gate)
    {
        if (gate.Kind is not null) return GateKinds.Of(gate) is not { } kind || kind.Contradicts(gate);
        var itself = gate.Against == ScoreRow.Champion && verdict.IsChampion;
        return gate.Outcome switch
        {
            Verdict.Pass => !(gate.IsMet && (gate.Count >= Level.FewestSubjects || (itself && gate.Count > 0))),
            Verdict.NotApplicable => !(gate.Against == ScoreRow.Champion && (verdict.Champion is null || itself)),
            _ => false,
        };
    }

    private static void RequireGates(Verdict verdict, VerifySettings settings, string path)
    {
        static string Key(string name, string task, string metric, string? against, string? slice, double? atLeast) =>
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{name}: {task} {metric} against {against ?? "nothing"}{(slice is null ? "" : $" on {slice}")} at least {atLeast:R}"
            );

        var judged = verdict
            .Gates.Select(gate => Key(gate.Name, gate.Task, gate.Metric, gate.Against, gate.Slice, gate.AtLeast))
            .ToHashSet(StringComparer.Ordinal);
        var wanted = settings
            .Gates.Select(gate =>
                Key(gate.Key, gate.Value.Task, gate.Value.Metric, gate.Value.Against, gate.Value.Slice, gate.Value.AtLeast)
            )
            .ToHashSet(StringComparer.Ordinal);
        if (judged.SetEquals(wanted))
            return;
        var difference = wanted
            .Except(judged)
            .Select(gate => $"now '{gate}'")
            .Concat(judged.Except(wanted).Select(gate => $"then '{gate}'"))
            .Order(StringComparer.Ordinal)
            .First();
        throw new VerdictException(
            VerdictFault.OtherGates,
            $"{path} was reached under other gates than verify.gates has now ({difference}).", Again
        );
    }

    private static void RequireCoverage(Verdict verdict, VerifySettings settings, string path)
    {
        if (verdict.Coverage is { } coverage && coverage.Unmeasured == settings.Unmeasured)
            return;
        throw new VerdictException(
            VerdictFault.OtherGates,
            $"{path} was reached under verify.unmeasured {verdict.Coverage?.Unmeasured ?? "unknown"}, and it is {settings.Unmeasured} now.",
            Again
        );
    }

    private static void RequireRegistration(Verdict verdict, VerifySettings settings, string path)
    {
        if (verdict.Registration is { } registration && registration.Demand == settings.Preregistered) return;
        throw new VerdictException(
            VerdictFault.OtherGates,
            $"{path} was reached under verify.preregistered {verdict.Registration?.Demand ?? "unknown"}, and it is "
                + $"{settings.Preregistered} now.",
            Again
        );
    }

    private static void RequireGolden(Verdict verdict, VerifySettings settings)
    {
        var now =
            settings.Golden is not { } path ? null
            : File.Exists(path) ? ContentHash.OfFile(path)
            : "missing";
        if (now == verdict.Golden)
            return;
        throw new VerdictException(
            VerdictFault.OtherGolden,
            $"The golden file ({settings.Golden ?? "verify.golden"}) is {now ?? "not set"}, but the verdict rests on "
                + $"{verdict.Golden ?? "none"}.", Again
        );
    }

    private static void RequireFile(string judged, string path, VerdictFault fault)
    {
        if (!File.Exists(path)) throw new VerdictException(fault, $"{path} is missing: the verdict rests on it.", Again);
        var hash = ContentHash.OfFile(path);
        if (hash != judged) throw new VerdictException(fault, $"{path} is {hash}, but the verdict rests on {judged}.", Again);
    }

    private static void RequireBundle(Verdict verdict, string folder)
    {
        if (!Directory.Exists(folder))
            throw new VerdictException(
                VerdictFault.OtherBundle,
                $"{folder} is missing.", "run ./build.sh --target=Quantize, then Verify."
            );
        var hash = ContentHash.OfFolder(folder);
        if (hash == verdict.Bundle) return;
        var changes = BundleChanges.Find(folder);
        throw new VerdictException(VerdictFault.OtherBundle, $"{folder} is not the bundle that was judged: "
            + (changes.Count > 0 ? string.Join("; ", changes) : "its files fit its manifest, so it is another bundle")
            + $" (judged {verdict.Bundle}, found {hash}).", Again);
    }
}
