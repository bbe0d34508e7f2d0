using Recsys.Testing;
using Xunit;

namespace Recsys.Settings.Tests;

/// <summary>Where an entry of a section was written, with all the layers that wrote into it.</summary>
public sealed class OriginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private SortedDictionary<string, string> Origins(bool whole = false, bool variable = false, bool argument = false, bool overlay = false)
    {
        var file = _folder.Write(
            "recsys.json",
            """
            {
              "name": "shop",
              "verify": {
                "gates": {
                  "lead": {
                    "against": "popularity",
                    "at_least": 0.01
                  },
                  "second": { "at_least": 0.5 }
                }
              }
            }
            """
        );
        _folder.Write("more.json", """
            {
              "verify": { "gates": { "lead": { "at_least": 0.02 } } }
            }
            """);
        return SettingsLoader
            .Resolve(
                new SettingsRequest
                {
                    File = whole ? file : "recsys.json",
                    WorkingDirectory = _folder.Root,
                    Overlays = overlay ? ["more.json"] : [],
                    Variables = variable
                        ? new Dictionary<string, string> { ["RECSYS__VERIFY__GATES__LEAD__AT_LEAST"] = "0.03" }
                        : new Dictionary<string, string>(),
                    Overrides = argument
                        ? [new SettingsOverride("verify.gates.lead.at_least", "0.04", "--verify.gates.lead.at_least")]
                        : [],
                }
            )
            .OfEntries("verify.gates");
    }

    [Fact]
    public void A_gate_of_a_file_names_its_first_line() =>
        Assert.Equal([("lead", "recsys.json:6"), ("second", "recsys.json:9")], Origins().Select(one => (one.Key, one.Value)));

    [Fact]
    public void A_file_that_was_named_by_a_whole_path_is_named_without_its_folder() =>
        Assert.Equal("recsys.json:6", Origins(whole: true)["lead"]);

    [Fact]
    public void Every_layer_that_counts_is_named()
    {
        Assert.Equal("more.json:2, recsys.json:6", Origins(overlay: true)["lead"]);
        Assert.Equal("RECSYS__VERIFY__GATES__LEAD__AT_LEAST, recsys.json:6", Origins(variable: true)["lead"]);
        Assert.Equal("--verify.gates.lead.at_least, recsys.json:6", Origins(argument: true, overlay: true)["lead"]);
        Assert.Equal("recsys.json:9", Origins(argument: true, overlay: true)["second"]);
    }
}
