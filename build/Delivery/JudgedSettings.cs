namespace Recsys.Build.Delivery;

/// <summary>The settings that a verdict rests on: all but those that come after it.</summary>
public static class JudgedSettings
{
    /// <summary>Sections that do not count.</summary>
    public static readonly string[] LeftOut = ["image", "deploy", "tune"];
}
