using System.Globalization;
using System.Text.RegularExpressions;
using Recsys.Contracts.Faults;

namespace Recsys.Steps;

/// <summary>Where results are kept for every checkout of this user, and how much of them. From environment variables, since it is the
/// machine's business.</summary>
/// <param name="Folder">The cache; null: none is used.</param>
/// <param name="Size">Bytes it may hold.</param>
public sealed partial record CacheSettings(string? Folder, long Size)
{
    public const string FolderVariable = "RECSYS_CACHE", SizeVariable = "RECSYS_CACHE_SIZE", Off = "off";
    public const long DefaultSize = 5L << 30;

    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="workingDirectory">What a relative folder starts from.</param>
    /// <exception cref="SettingsException">A size that is none.</exception>
    public static CacheSettings Read(Func<string, string?> variable, string workingDirectory)
    {
        var size = variable(SizeVariable) is { Length: > 0 } text ? Bytes(text) : DefaultSize;
        if (variable(FolderVariable) is { Length: > 0 } folder)
            return new CacheSettings(
                string.Equals(folder, Off, StringComparison.OrdinalIgnoreCase) ? null : Path.GetFullPath(folder, workingDirectory),
                size
            );
        // The XDG base directory specification: a relative path there is to be ignored.
        if (variable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg))
            return new CacheSettings(Path.Combine(xdg, "recsys"), size);
        var home = variable("HOME") is { Length: > 0 } unix ? unix : variable("LOCALAPPDATA");
        return new CacheSettings(
            string.IsNullOrEmpty(home) || !Path.IsPathRooted(home) ? null : Path.Combine(home, ".cache", "recsys"),
            size
        );
    }

    private static long Bytes(string text)
    {
        var match = SizeForm().Match(text);
        if (
            !match.Success
            || !decimal.TryParse(
                match.Groups["number"].Value,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            || number > 1_000_000_000
        )
            throw new SettingsException([
                new SettingsMistake("", SizeVariable, $"{text} is not a size. Write it such as 500MiB or 20GiB."),
            ]);
        var power = "KMGT".IndexOf(match.Groups["unit"].Value.ToUpperInvariant(), StringComparison.Ordinal) + 1;
        return match.Groups["unit"].Length == 0 ? (long)number : (long)(number * (1L << (10 * power)));
    }

    [GeneratedRegex(@"^(?<number>\d+(\.\d+)?) ?(?<unit>[KMGT]?)(i?B)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SizeForm();
}
