using System.Globalization;
using System.Text;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Attestation;

/// <summary><c>verify/override.json</c>: a statement of who let which bundle through although it did not pass, and why.</summary>
public static class OverrideStatement
{
    public const string FileName = "override.json", SignedName = "override.dsse.json";

    /// <summary>Records the override of one verdict; an earlier record of the same decision stays as it is.</summary>
    /// <param name="folder">Holds <c>verdict.json</c>.</param>
    /// <param name="verdict">What is overridden.</param>
    /// <param name="name">The shop's name.</param>
    /// <param name="reason">As the person gave it.</param>
    /// <param name="by">The person.</param>
    /// <param name="key">Signs the record, where there is one.</param>
    /// <param name="clock">For the record's time.</param>
    public static VerdictOverride Record(
        string folder,
        Verdict verdict,
        string name,
        string reason,
        string by,
        SigningKey? key,
        TimeProvider clock
    )
    {
        var wanted = new Statement<OverridePredicate>
        {
            Subject = [VerdictStatement.Subject(name, verdict.Bundle!)],
            PredicateType = StatementTypes.Override,
            Predicate = new OverridePredicate
            {
                Verdict = ContentHash.OfFile(Path.Combine(folder, Verdict.FileName)),
                Override = new VerdictOverride
                {
                    Outcome = verdict.Outcome,
                    Reason = reason,
                    By = by,
                    At = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                },
            },
        };
        if (Earlier(folder, wanted, key) is { } earlier) return earlier;
        var bytes = Encoding.UTF8.GetBytes(ArtifactJson.Serialize(wanted));
        AtomicFile.Write(Path.Combine(folder, FileName), bytes);
        VerdictStatement.Sign(folder, SignedName, bytes, key);
        return wanted.Predicate.Override;
    }

    private static VerdictOverride? Earlier(string folder, Statement<OverridePredicate> wanted, SigningKey? key)
    {
        var (path, signed) = (Path.Combine(folder, FileName), Path.Combine(folder, SignedName));
        if (!File.Exists(path) || File.Exists(signed) != (key is not null)) return null;
        try
        {
            var found = ArtifactJson.Read<Statement<OverridePredicate>>(path);
            if (found.Predicate?.Override is not { At: { } at } earlier) return null;
            // The same but for the time, and nothing else in the file.
            var same = wanted with { Predicate = wanted.Predicate with { Override = wanted.Predicate.Override with { At = at } } };
            var bytes = File.ReadAllBytes(path);
            if (!bytes.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(ArtifactJson.Serialize(same)))) return null;
            if (key is null) return earlier;
            var envelope = ArtifactJson.Read<DsseEnvelope>(signed);
            return Dsse.PayloadOf(envelope) is { } payload && payload.AsSpan().SequenceEqual(bytes) && key.HasSigned(envelope)
                ? earlier
                : null;
        }
        catch (ArtifactException)
        {
            return null;
        }
    }
}
