using System.Text;
using System.Xml;
using Recsys.Contracts.Artifacts;

namespace Recsys.Judge.Reports;

/// <summary>
/// <c>junit.xml</c>: gates and behaviour as test cases, for whatever shows test results. A suite for the gates of each task and one for the
/// behaviour, and one for what is served and whether it was measured; what is not shown by enough evidence is a failure of its own type,
/// what does not apply is skipped. Holds no times.
/// </summary>
public static class JUnitReport
{
    public const string FileName = "junit.xml";

    /// <summary>The file's text.</summary>
    public static string Render(string name, Verdict verdict)
    {
        var suites = verdict
            .Gates.GroupBy(gate => gate.Task)
            .Select(task => new Suite($"gates.{task.Key}", [.. task.Select(Gate)]))
            .ToList();
        // Nothing demanded is a closed door, so no reader of test results may see it as green.
        if (suites.Count == 0)
            suites.Add(new Suite("gates", [new Case("at_least_one_gate", Verdict.Fail, verdict.Reason, "", [])]));
        if (verdict.Behaviour is not null || verdict.Checks.Count > 0)
            suites.Add(new Suite(
                "behaviour",
                [
                    .. verdict.Checks.Select(check => new Case(
                        check.Name,
                        check.Outcome,
                        check.Reason,
                        $"{check.Cases} cases, {check.Failed} failed",
                        [("cases", $"{check.Cases}"), ("failed", $"{check.Failed}")]
                    )),
                ]
            ));
        if (verdict.Coverage is { } coverage)
            suites.Add(new Suite("coverage", [.. coverage.Endpoints.Select(one => Endpoint(coverage, one))]));
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(new Utf8Writer(text), new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", $"Verify {name}");
            Count(xml, [.. suites.SelectMany(suite => suite.Cases)]);
            foreach (var suite in suites) Write(xml, name, suite);
            xml.WriteEndElement();
        }
        return text.Append('\n').ToString();
    }

    private static Case Gate(GateResult gate) =>
        new(
            gate.Name,
            gate.Outcome,
            gate.Reason,
            $"{Labels.Gate(gate)}: {(gate.Count == 0 ? "" : $"{Labels.Estimate(gate)} [{Labels.Bounds(gate, ", ")}], ")}"
                + $"{Labels.Demand(gate)}; {Labels.Power(gate)}",
            JUnitFigures.Of(gate)
        );

    // A gap that is let pass is no failure, and no success either.
    private static Case Endpoint(EndpointCoverage coverage, EndpointEvidence one) =>
        new(
            one.Endpoint,
            one.Measured ? Verdict.Pass
                : coverage.Refuses ? Verdict.NotEnoughEvidence
                : Verdict.NotApplicable,
            one.Reason,
            one.Reason,
            [("subjects", $"{one.Subjects}"), ("golden", $"{one.Golden}")]
        );

    private static void Write(XmlWriter xml, string name, Suite suite)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", suite.Name);
        Count(xml, suite.Cases);
        foreach (var test in suite.Cases)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", $"{name}.{suite.Name}");
            Attribute(xml, "name", test.Name);
            if (test.Figures.Count > 0) Properties(xml, test.Figures);
            if (test.Outcome != Verdict.Pass)
            {
                var skipped = test.Outcome == Verdict.NotApplicable;
                xml.WriteStartElement(skipped ? "skipped" : "failure");
                Attribute(xml, "message", test.Reason);
                if (!skipped) Attribute(xml, "type", test.Outcome);
                if (!skipped) xml.WriteString(Allowed(test.Details));
                xml.WriteEndElement();
            }
            if (test.Details.Length > 0) xml.WriteElementString("system-out", Allowed(test.Details));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Properties(XmlWriter xml, IReadOnlyList<(string Name, string Value)> figures)
    {
        xml.WriteStartElement("properties");
        foreach (var (name, value) in figures)
        {
            xml.WriteStartElement("property");
            Attribute(xml, "name", name);
            Attribute(xml, "value", value);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Count(XmlWriter xml, IReadOnlyList<Case> cases)
    {
        Attribute(xml, "tests", $"{cases.Count}");
        Attribute(xml, "failures", $"{cases.Count(test => test.Outcome is not (Verdict.Pass or Verdict.NotApplicable))}");
        Attribute(xml, "errors", "0");
        Attribute(xml, "skipped", $"{cases.Count(test => test.Outcome == Verdict.NotApplicable)}");
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Allowed(value));

    // Most control characters and half of a surrogate pair cannot be written in XML 1.0 at all, not even escaped.
    private static string Allowed(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            allowed.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\ufffd" : rune.ToString());
        return allowed.ToString();
    }

    private sealed record Suite(string Name, IReadOnlyList<Case> Cases);

    private sealed record Case(
        string Name, string Outcome, string Reason, string Details, IReadOnlyList<(string Name, string Value)> Figures);

    private sealed class Utf8Writer(StringBuilder text) : StringWriter(text, System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
