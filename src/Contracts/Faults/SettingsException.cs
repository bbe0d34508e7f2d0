namespace Recsys.Contracts.Faults;

/// <summary>One mistake in the settings: the path of the setting, where it was written, and what to do.</summary>
/// <param name="Path">Dotted path, e.g. <c>train.dropout</c>; empty for a whole file.</param>
/// <param name="Origin">File, environment variable or argument that set it.</param>
/// <param name="Message">What is wrong and the remedy.</param>
public sealed record SettingsMistake(string Path, string Origin, string Message)
{
    public override string ToString() => Path.Length == 0 ? $"{Origin}: {Message}" : $"{Origin}: {Path}: {Message}";
}

/// <summary>The settings cannot be used; carries every mistake found, not only the first.</summary>
public sealed class SettingsException(IReadOnlyList<SettingsMistake> mistakes)
    : Exception(string.Join(Environment.NewLine, mistakes))
{
    public IReadOnlyList<SettingsMistake> Mistakes { get; } = mistakes;
}
