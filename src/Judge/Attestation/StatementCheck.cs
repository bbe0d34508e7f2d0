using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Attestation;

/// <summary>Whether a statement says what the verdict says, byte for byte, and carries the signature that is demanded.</summary>
public static class StatementCheck
{
    private const string Again = "run ./build.sh --target=Verify.";

    /// <param name="folder">Holds verdict, statement and envelope.</param>
    /// <param name="verdict">As it was read.</param>
    /// <param name="file">Content of <c>verdict.json</c>.</param>
    /// <param name="name">The shop's name, from the bundle.</param>
    /// <param name="key">When given, the statement must be signed with its private part.</param>
    /// <exception cref="VerdictException">Missing, about something else, or not signed as demanded.</exception>
    public static void Require(string folder, Verdict verdict, ReadOnlySpan<byte> file, string name, VerifyKey? key)
    {
        var path = Path.Combine(folder, VerdictStatement.FileName);
        if (!File.Exists(path))
            throw new VerdictException(
                VerdictFault.OtherStatement,
                $"{path} is missing: a verdict without its statement does not count.", Again
            );
        var statement = File.ReadAllBytes(path);
        if (!statement.AsSpan().SequenceEqual(VerdictStatement.Of(verdict, file, name)))
            throw new VerdictException(
                VerdictFault.OtherStatement,
                $"{path} does not state this verdict: {Difference(statement, path, verdict, file)}.", Again
            );
        RequireSignature(Path.Combine(folder, VerdictStatement.SignedName), path, statement, key);
    }

    /// <summary>An envelope that is there must hold the document; one that is demanded must be there and signed.</summary>
    /// <exception cref="VerdictException">Otherwise.</exception>
    public static void RequireSignature(string envelopePath, string path, byte[] document, VerifyKey? key)
    {
        if (!File.Exists(envelopePath))
        {
            if (key is null)
                return;
            throw new VerdictException(
                VerdictFault.Unsigned,
                $"{path} is not signed, and {VerifyKey.Variable} demands a signature.", "run ./build.sh --target=Verify with "
                    + $"{SigningKey.Variable} set."
            );
        }
        var envelope = Read(envelopePath);
        if (Dsse.PayloadOf(envelope) is not { } payload || !payload.AsSpan().SequenceEqual(document))
            throw new VerdictException(VerdictFault.OtherStatement, $"{envelopePath} holds another document than {path}.", Again);
        if (key is not null && !Dsse.IsSignedBy(key, envelope))
        {
            throw new VerdictException(
                VerdictFault.OtherSignature,
                $"{envelopePath} carries no valid signature of the key {key.Id} in {VerifyKey.Variable}.",
                    $"run ./build.sh --target=Verify with the {SigningKey.Variable} that belongs to it."
            );
        }
    }

    private static DsseEnvelope Read(string path)
    {
        try
        {
            return ArtifactJson.Read<DsseEnvelope>(path);
        }
        catch (ArtifactException e)
        {
            throw new VerdictException(VerdictFault.OtherStatement, e.Message, e);
        }
    }

    private static string Difference(byte[] statement, string path, Verdict verdict, ReadOnlySpan<byte> file)
    {
        try
        {
            var read = ArtifactJson.Parse<Statement<VerdictPredicate>>(statement, path);
            var subject = read.Subject is [{ Hash: { } hash }] ? hash : null;
            if (subject != verdict.Bundle)
                return $"it is about {subject ?? "no bundle"}, the verdict about {verdict.Bundle}";
            if (read.Predicate?.Verdict != ContentHash.OfBytes(file))
                return "it names another verdict.json";
            return "it was changed after it was written";
        }
        catch (ArtifactException)
        {
            return "it is not readable";
        }
    }
}
