using System.Text;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Attestation;

/// <summary><c>attestation/image.json</c>: a statement of what an image holds, about its digest. It follows from the image and the
/// verdict.</summary>
public static class ImageStatement
{
    public const string FileName = "image.json", SignedName = "image.dsse.json";

    private const string Again = "Remedy: run ./build.sh --target=DockerBuild.";

    /// <summary>The file's bytes.</summary>
    /// <param name="digest"><c>sha256:…</c> of the image's manifest.</param>
    /// <param name="image">What it holds.</param>
    public static byte[] Of(string digest, ImagePredicate image) =>
        Encoding.UTF8.GetBytes(
            ArtifactJson.Serialize(
                new Statement<ImagePredicate>
                {
                    Subject = [StatementSubject.Of($"{image.Name}/image", digest)],
                    PredicateType = StatementTypes.Image,
                    Predicate = image,
                }
            )
        );

    /// <summary>Writes the statement, and its envelope when there is a key. One that says the same stays, with its signature.</summary>
    public static void Write(string folder, string digest, ImagePredicate image, SigningKey? key)
    {
        Directory.CreateDirectory(folder);
        var statement = Of(digest, image);
        if (IsSigned(folder, statement, key)) return;
        AtomicFile.Write(Path.Combine(folder, FileName), statement);
        VerdictStatement.Sign(folder, SignedName, statement, key);
    }

    private static bool IsSigned(string folder, byte[] statement, SigningKey? key)
    {
        var (path, signed) = (Path.Combine(folder, FileName), Path.Combine(folder, SignedName));
        if (!File.Exists(path) || !File.Exists(signed) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(statement)) return false;
        try
        {
            return key is null || key.HasSigned(ArtifactJson.Read<DsseEnvelope>(signed));
        }
        catch (ArtifactException)
        {
            return false;
        }
    }

    /// <summary>The statement says of the image what was found in it now, and is signed as demanded.</summary>
    /// <param name="folder">Holds statement and envelope.</param>
    /// <param name="digest">Of the image that is about to be used.</param>
    /// <param name="image">What was found in it.</param>
    /// <param name="key">When given, the statement must be signed with its private part.</param>
    /// <exception cref="VerdictException">Missing, about another image, or not signed as demanded; names what differs.</exception>
    public static void Require(string folder, string digest, ImagePredicate image, VerifyKey? key)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new VerdictException(VerdictFault.OtherStatement, $"{path} is missing: nothing says what the image holds. {Again}");
        var statement = File.ReadAllBytes(path);
        if (!statement.AsSpan().SequenceEqual(Of(digest, image)))
            throw new VerdictException(
                VerdictFault.OtherStatement,
                $"{path} is not about this image: {Difference(statement, path, digest, image)}. {Again}"
            );
        StatementCheck.RequireSignature(Path.Combine(folder, SignedName), path, statement, key);
    }

    private static string Difference(byte[] statement, string path, string digest, ImagePredicate image)
    {
        Statement<ImagePredicate> stated;
        try
        {
            stated = ArtifactJson.Parse<Statement<ImagePredicate>>(statement, path);
        }
        catch (ArtifactException)
        {
            return "it is not readable";
        }
        if (stated.Predicate is not { } was) return "it has no predicate";
        foreach (
            var (what, then, now) in new[]
            {
                ("shop", was.Name, image.Name),
                ("bundle inside", was.Bundle, image.Bundle),
                ("server inside", was.Server, image.Server),
                ("system libraries inside", was.Runtime, image.Runtime),
                ("way it is started (user, entry point, environment)", was.Start, image.Start),
                ("verdict", was.Verdict, image.Verdict),
                ("settings", was.Settings, image.Settings),
            }
        )
            if (then != now) return $"the {what} is {now}, stated is {then}";
        var subject = stated.Subject is [{ Hash: { } hash }] ? hash : "none";
        return subject == digest ? "it was changed after it was written" : $"the image is {digest}, stated is {subject}";
    }
}
