using System.Globalization;
using System.Text;

namespace Recsys.Server.Api.Metrics;

/// <summary>
/// Writes figures in Prometheus' text format 0.0.4. By hand: a library for it would make the binary 13 % larger for what is a page here.
/// </summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    private readonly StringBuilder _text = new();

    /// <summary>A value that goes up and down.</summary>
    public PrometheusText Gauge(string name, string help, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        Head(name, "gauge", help);
        return Sample(name, value, labels);
    }

    /// <summary>A count since the start.</summary>
    public PrometheusText Counter(string name, string help, double value)
    {
        Head(name, "counter", help);
        return Sample(name, value);
    }

    /// <summary>What the samples that follow are.</summary>
    public PrometheusText Head(string name, string type, string help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    public PrometheusText Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"");
            _text.Append(labels[i].Value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")).Append('"');
        }
        if (labels.Length > 0) _text.Append('}');
        _text.Append(' ').Append(Number(value)).Append('\n');
        return this;
    }

    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();
}
