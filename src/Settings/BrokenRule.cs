namespace Recsys.Settings;

/// <summary>A rule over several settings that does not hold.</summary>
/// <param name="Message">What is wrong and the remedy.</param>
/// <param name="Paths">The settings that the rule compares; the first one is reported.</param>
public sealed record BrokenRule(string Message, params string[] Paths);
