using Cake.Core;
using Recsys.Build.Arguments;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Judge.Attestation;

namespace Recsys.Build.Run;

/// <summary>What a run signs statements with, whose signature it demands, and whether somebody overrides the verdict.</summary>
/// <param name="SigningKey">From <c>RECSYS_SIGNING_KEY</c>; null signs nothing.</param>
/// <param name="VerifyKey">From <c>RECSYS_VERIFY_KEY</c>; null demands nothing.</param>
/// <param name="Override">Reason to ship a bundle that did not pass; null: only a pass ships.</param>
public sealed record Trust(SigningKey? SigningKey = null, VerifyKey? VerifyKey = null, string? Override = null)
{
    public const string OverrideName = ArgumentNames.Override;
    private const int ShortestReason = 10, LongestReason = 300;

    public static Trust None { get; } = new();

    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="arguments">Of the command line.</param>
    /// <param name="chain">What is about to run.</param>
    /// <exception cref="SettingsException">A key that is none, or an override without a reason or anything to override.</exception>
    public static Trust Read(Func<string, string?> variable, ICakeArguments arguments, RunChain chain)
    {
        var checks = chain.NeedsVerdict;
        var reason = Reason(arguments, chain);
        if (!chain.HoldsSecrets) return None;
        var trust = new Trust(
            variable(SigningKey.Variable) is { Length: > 0 } signing ? SigningKey.Parse(signing) : null,
            variable(VerifyKey.Variable) is { Length: > 0 } verifying ? VerifyKey.Parse(verifying) : null, reason);
        if (checks && trust is { SigningKey: { } key, VerifyKey: { } demanded } && key.Id != demanded.Id)
            throw Mistake(
                SigningKey.Variable,
                $"it is not the key whose signature {VerifyKey.Variable} demands ({key.Id}, demanded {demanded.Id}). Remedy: set both to "
                    + $"parts of one key."
            );
        if (trust is { Override: not null, VerifyKey: not null, SigningKey: null })
            throw Mistake(
                $"--{OverrideName}",
                $"{VerifyKey.Variable} demands signatures, and an override has to be signed too. Remedy: set {SigningKey.Variable}."
            );
        return trust;
    }

    /// <summary>Says before the work that its statement would be refused for want of a signature.</summary>
    /// <param name="task">The task about to run: with <c>--exclusive</c> the one that was named, else first the first of the chain.</param>
    /// <param name="chain">The whole chain.</param>
    /// <param name="verifyFolder">Where a signed statement may lie already.</param>
    /// <exception cref="SettingsException">Verify would write a statement that delivery refuses.</exception>
    public void RequireSignable(string task, RunChain chain, string verifyFolder)
    {
        if (VerifyKey is null || SigningKey is not null || chain.Refusing.Contains(task) || !chain.NeedsVerdict)
            return;
        if (File.Exists(Path.Combine(verifyFolder, VerdictStatement.SignedName)))
            return;
        throw Mistake(
            VerifyKey.Variable,
            $"it demands a signed statement, and Verify has no key to sign with. Remedy: set {SigningKey.Variable} too, or unset it."
        );
    }

    /// <summary>Whose signature the statement carries or will carry; null when nobody signs.</summary>
    public string? Signer(string verifyFolder)
    {
        if (SigningKey is not null) return SigningKey.Id;
        var path = Path.Combine(verifyFolder, VerdictStatement.SignedName);
        try
        {
            return File.Exists(path) && ArtifactJson.Read<DsseEnvelope>(path).Signatures is [{ KeyId: { } id }, ..] ? id : null;
        }
        catch (ArtifactException)
        {
            return null; // the check before delivery says so
        }
    }

    private static string? Reason(ICakeArguments arguments, RunChain chain)
    {
        var given = arguments.GetArguments(OverrideName).ToArray();
        if (given.Length == 0) return null;
        var reason = (given[^1] ?? "").Trim();
        if (!chain.NeedsVerdict)
            throw Mistake(
                $"--{OverrideName}",
                $"nothing that was asked for checks the verdict. Remedy: give it together with one of "
                    + $"--target={string.Join(", ", chain.Refusing)}."
            );
        // Chinese says as much in a third of the characters: a letter beyond Latin counts for three.
        if (reason.Sum(Weight) < ShortestReason || reason.Length > LongestReason || reason.Any(char.IsControl))
            throw Mistake(
                $"--{OverrideName}",
                $"it needs a reason in one line, of at least {ShortestReason} letters or digits (a Chinese character counts for three) "
                    + $"and at most {LongestReason} characters: it is recorded and shown wherever the bundle goes. "
                    + $"Remedy: write for example --{OverrideName}=\"too few users in week 1, agreed with the shop\"."
            );
        return reason;
    }

    private static int Weight(char sign) => !char.IsLetterOrDigit(sign) ? 0 : sign < 0x2E80 ? 1 : 3;

    private static SettingsException Mistake(string origin, string message) => new([new SettingsMistake("", origin, message)]);
}
