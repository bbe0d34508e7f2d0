namespace Recsys.Build.Machine;

/// <summary>Findings as lines for a console.</summary>
public static class CheckupText
{
    /// <summary>One line, and one with the remedy where there is something to do.</summary>
    public static IEnumerable<string> Of(Finding finding)
    {
        var mark = finding.Fitness switch { Fitness.Fit => "ok", Fitness.Limited => "note", _ => "UNFIT" };
        yield return $"  {mark,-5}  {finding.Part,-10}  {finding.Detail}";
        if (finding.Remedy is not null) yield return $"         {"",-10}  do: {finding.Remedy}";
    }
}
