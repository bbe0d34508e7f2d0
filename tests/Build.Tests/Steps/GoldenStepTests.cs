using System.Text.RegularExpressions;
using Recsys.Build.Steps;
using Recsys.Build.Tasks;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Build.Tests.Steps;

/// <summary>A golden file is proposed where the settings want it, and nothing is ever overwritten.</summary>
public sealed class GoldenStepTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public GoldenStepTests() =>
        _checkout.Processes.Effect = () =>
        {
            var figures = Regex.Match(_checkout.Processes.Arguments.Last(), "--figures \"(.*?)\"").Groups[1].Value;
            File.WriteAllText(figures, """{ "cases": 25, "hold": 22 }""");
        };

    public void Dispose() => _checkout.Dispose();

    private string Out => Regex.Match(Assert.Single(_checkout.Processes.Arguments), " golden .* --out \"(.*?)\"").Groups[1].Value;

    [Fact]
    public void It_is_written_beside_the_settings_which_are_told_to_name_it()
    {
        new Golden().Run(_checkout.Context());
        Assert.Equal(_checkout.At("golden.json"), Out);
        Assert.Contains(
            _checkout.Log.Lines,
            line => line.Contains("25 cases are proposed, of which 22 hold today.", StringComparison.Ordinal)
        );
        Assert.Contains(_checkout.Log.Lines, line => line.EndsWith("\"golden\": \"golden.json\" in verify.", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_settings_name_a_file_it_is_written_there()
    {
        _checkout.Write("recsys.json", """{ "name": "shop", "verify": { "golden": "queries/mine.json" } }""");
        new Golden().Run(_checkout.Context());
        Assert.Equal(_checkout.At("queries", "mine.json"), Out);
        Assert.DoesNotContain(_checkout.Log.Lines, line => line.Contains("Then name the file", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_there_is_refused_before_anything_slow_and_stays_as_it_is()
    {
        var file = _checkout.Write("golden.json", "mine");
        var context = _checkout.Context();
        foreach (var attempt in new Action[] { () => new GoldenStep().Preflight(context), () => new Golden().Run(context) })
            Assert.Contains(
                "golden.json is there already, and a golden file is never overwritten. Remedy: ",
                Assert.Throws<FaultException>(attempt).Message,
                StringComparison.Ordinal
            );
        Assert.Empty(_checkout.Processes.Starts);
        Assert.Equal("mine", File.ReadAllText(file));
    }
}
