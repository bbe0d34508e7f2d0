using System.Text.Json;

namespace Recsys.Build.Steps;

/// <summary>The bundle's quality as the report of Verify has it.</summary>
internal static class QualityFacts
{
    private const string Metric = "ndcg@10", Bundle = "bundle";

    /// <summary>Task to mean NDCG@10 of the bundle; null without a report.</summary>
    public static SortedDictionary<string, double>? Ndcg(string report)
    {
        if (!File.Exists(report)) return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(report));
        var means = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var system in Named(document.RootElement.GetProperty("systems"), "system", Bundle))
        foreach (var metric in Named(system.GetProperty("metrics"), "metric", Metric))
            means[system.GetProperty("task").GetString()!] = metric.GetProperty("mean").GetDouble();
        return means;
    }

    private static IEnumerable<JsonElement> Named(JsonElement list, string property, string name) =>
        list.EnumerateArray().Where(element => element.GetProperty(property).GetString() == name);
}
