using Recsys.Judge.Attestation;
using Recsys.Steps;

namespace Recsys.Build.Run;

/// <summary>The seal of the keys that sign and verify statements: what one CI job stored under it, another may take.</summary>
/// <param name="trust">The run's keys, at least one of them.</param>
public sealed class KeySeal(Trust trust) : ICacheSeal
{
    private const string Type = "application/vnd.recsys.cache-entry+json";

    public string Owner => $"the key {(trust.VerifyKey?.Id ?? trust.SigningKey!.Id)}";

    public string? Of(byte[] text) => trust.SigningKey is { } key ? Convert.ToBase64String(key.Sign(Signed(text))) : null;

    public bool Fits(byte[] text, string seal)
    {
        var bytes = new byte[seal.Length];
        if (!Convert.TryFromBase64String(seal, bytes, out var length)) return false;
        using var own = trust.VerifyKey is null ? trust.SigningKey!.Public() : null;
        return (trust.VerifyKey ?? own!).Verifies(Signed(text), bytes[..length]);
    }

    /// <summary>The seal of a run: of its keys where it has any, else of its user.</summary>
    public static ICacheSeal? Of(Trust trust, Func<string, string?> variable) =>
        trust is { SigningKey: null, VerifyKey: null } ? UserSeal.Read(variable) : new KeySeal(trust);

    // With a type of its own in front, no signature of a statement passes for one of an entry, nor the other way round.
    private static byte[] Signed(byte[] text) => Dsse.PreAuthentication(Type, text);
}
