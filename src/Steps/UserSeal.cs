using System.Security.Cryptography;

namespace Recsys.Steps;

/// <summary>
/// The seal of whoever runs the build: HMAC-SHA256 (RFC 2104) under a secret of 32 bytes that only this user can read, made when it
/// is first needed and kept apart from the cache, so that a cache that others can write to is no way into the image.
/// </summary>
public sealed class UserSeal : ICacheSeal
{
    /// <summary>The secret's file, in the user's configuration folder.</summary>
    public const string FileName = "recsys/cache.key";

    private const int Length = 32;
    private const string Prefix = "hmac-sha256:";
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly byte[] _secret;

    private UserSeal(byte[] secret) => _secret = secret;

    public string Owner => "this user's key";

    /// <summary>The seal of this user; null where there is no home to keep a secret in, or one that others can read.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static UserSeal? Read(Func<string, string?> variable)
    {
        var folder = variable("XDG_CONFIG_HOME") is { Length: > 0 } xdg ? xdg
            : variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".config")
            : variable("LOCALAPPDATA");
        if (string.IsNullOrEmpty(folder) || !Path.IsPathRooted(folder)) return null;
        try
        {
            return Secret(Path.Combine(folder, FileName)) is { } secret ? new UserSeal(secret) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public string Of(byte[] text) => Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(_secret, text));

    public bool Fits(byte[] text, string seal) => CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(Of(text)),
        System.Text.Encoding.UTF8.GetBytes(seal)
    );

    private static byte[]? Secret(string path)
    {
        if (!File.Exists(path)) Make(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0) return null;
        var secret = File.ReadAllBytes(path);
        return secret.Length == Length ? secret : null;
    }

    // Two builds may come here at once: whichever rename is first holds, and both read what is there.
    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options)) file.Write(RandomNumberGenerator.GetBytes(Length));
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
