using System.Text;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Attestation;

/// <summary><c>attestation/gates.json</c>: a statement of the gates, about one training, written when it begins.</summary>
public static class RegistrationStatement
{
    public const string FileName = "gates.json", SignedName = "gates.dsse.json";

    /// <summary>Writes the statement, and its envelope where there is a key; what stood there is about an earlier training.</summary>
    /// <param name="folder">Holds both.</param>
    /// <param name="training"><c>sha256:…</c> over all that the training depends on.</param>
    /// <param name="registered">The gates.</param>
    /// <param name="key">Signs it; null: nobody does.</param>
    public static void Write(string folder, string training, RegistrationPredicate registered, SigningKey? key)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, SignedName));
        var statement = Encoding.UTF8.GetBytes(
            ArtifactJson.Serialize(
                new Statement<RegistrationPredicate>
                {
                    Subject = [StatementSubject.Of($"{registered.Name}/training", training)],
                    PredicateType = StatementTypes.Registration,
                    Predicate = registered,
                }
            )
        );
        AtomicFile.Write(Path.Combine(folder, FileName), statement);
        VerdictStatement.Sign(folder, SignedName, statement, key);
    }

    /// <summary>What was registered for a training.</summary>
    /// <param name="folder">Holds statement and envelope.</param>
    /// <param name="training">As in <see cref="Write"/>.</param>
    /// <param name="name">The shop.</param>
    /// <param name="key">When given, only what its private part signed counts.</param>
    /// <returns>null where there is nothing that counts.</returns>
    public static RegistrationPredicate? Read(string folder, string training, string name, VerifyKey? key)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            var file = File.ReadAllBytes(path);
            StatementCheck.RequireSignature(Path.Combine(folder, SignedName), path, file, key);
            var statement = ArtifactJson.Parse<Statement<RegistrationPredicate>>(file, path);
            return statement
                is {
                    PredicateType: StatementTypes.Registration,
                    Predicate: { Gates: not null, Settings: not null } predicate,
                    Subject: [{ Hash: { } hash }],
                }
                && predicate.Name == name
                && hash == training
                ? predicate
                : null;
        }
        catch (Exception e) when (e is ArtifactException or VerdictException)
        {
            return null;
        }
    }
}
