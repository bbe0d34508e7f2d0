using System.Xml;
using System.Xml.Linq;

namespace Recsys.Build.Reporting;

/// <summary>The <c>*.trx</c> reports that a test run leaves behind, for one line that says what failed.</summary>
/// <param name="folder">Holds nothing else.</param>
public sealed class TestResults(string folder)
{
    private const int Shown = 3;

    public string Folder => folder;

    public void Clear()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <param name="fault">What the test run itself said.</param>
    public string Explain(string fault)
    {
        var reports = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.trx", SearchOption.AllDirectories) : [];
        var results = reports.SelectMany(Results).ToList();
        string[] failed =
        [
            .. results
                .Where(result => result.Outcome is not ("Passed" or "NotExecuted"))
                .Select(result => result.Name)
                .Order(StringComparer.Ordinal),
        ];
        if (failed.Length == 0)
        {
            return $"The tests did not {(results.Count == 0 ? "start" : "all end")} ({fault.TrimEnd('.')}). "
                + "Remedy: the first error above says why; correct it and run ./build.sh --target=Test again.";
        }
        var names = string.Join(", ", failed.Take(Shown)) + (failed.Length > Shown ? ", …" : "");
        return $"{failed.Length} of {results.Count} tests failed: {names}. "
            + $"Remedy: each is explained above (\"failed …\") and in {folder}; correct it and run ./build.sh --target=Test again.";
    }

    private static IEnumerable<(string Name, string Outcome)> Results(string report)
    {
        try
        {
            return [.. XDocument.Load(report).Descendants().Where(element => element.Name.LocalName == "UnitTestResult")
                .Select(element => ((string?)element.Attribute("testName") ?? "?", (string?)element.Attribute("outcome") ?? "?"))];
        }
        catch (XmlException)
        {
            return []; // its writer was ended
        }
    }
}
