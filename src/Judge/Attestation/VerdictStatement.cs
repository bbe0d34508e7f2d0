using System.Text;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Attestation;

/// <summary><c>verify/statement.json</c>: the verdict as an in-toto statement about the bundle. It follows from the verdict
/// alone.</summary>
public static class VerdictStatement
{
    public const string FileName = "statement.json", SignedName = "statement.dsse.json";

    /// <summary>The file's bytes.</summary>
    /// <param name="verdict">What is stated.</param>
    /// <param name="file">Content of <c>verdict.json</c>.</param>
    /// <param name="name">The shop's name, from the bundle.</param>
    public static byte[] Of(Verdict verdict, ReadOnlySpan<byte> file, string name) =>
        Encoding.UTF8.GetBytes(
            ArtifactJson.Serialize(
                new Statement<VerdictPredicate>
                {
                    Subject = [Subject(name, verdict.Bundle!)],
                    PredicateType = StatementTypes.Verdict,
                    Predicate = new VerdictPredicate
                    {
                        Outcome = verdict.Outcome,
                        Reason = verdict.Reason,
                        Verdict = ContentHash.OfBytes(file),
                        Materials = verdict.Materials,
                        Seed = verdict.Seed,
                        Resamples = verdict.Resamples,
                        Gates = verdict.Gates,
                        Checks = verdict.Checks,
                        Coverage = verdict.Coverage,
                        Registration = verdict.Registration,
                    },
                }
            )
        );

    /// <summary>A bundle as a statement names it.</summary>
    public static StatementSubject Subject(string name, string bundle) => StatementSubject.Of($"{name}/bundle", bundle);

    /// <summary>Writes the statement beside <c>verdict.json</c>, and its envelope when there is a key.</summary>
    public static void Write(string folder, Verdict verdict, string name, SigningKey? key)
    {
        var statement = Of(verdict, File.ReadAllBytes(Path.Combine(folder, Verdict.FileName)), name);
        AtomicFile.Write(Path.Combine(folder, FileName), statement);
        Sign(folder, SignedName, statement, key);
    }

    /// <summary>Writes the envelope, or removes one of another document.</summary>
    public static void Sign(string folder, string file, byte[] statement, SigningKey? key)
    {
        var path = Path.Combine(folder, file);
        if (key is null) File.Delete(path);
        else AtomicFile.Write(path, ArtifactJson.Serialize(Dsse.Sign(key, statement)));
    }
}
