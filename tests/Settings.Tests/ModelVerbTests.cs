using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

namespace Recsys.Settings.Tests;

/// <summary>What the outputs of the model tool's verbs depend on is described once, for pipeline and benchmarks.</summary>
public sealed class ModelVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModelVerbTests()
    {
        foreach (var name in new[] { "dataset", "train", "prune" })
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(_folder.At(name)).FullName, "file"), name);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_verb_depends_on_how_titles_are_classified()
    {
        var settings = new RecsysSettings();
        var other = settings with { Classify = settings.Classify with { HeldOut = 0.2 } };
        Assert.All(ModelVerb.All, verb => Assert.NotEqual(Inputs(verb, settings), Inputs(verb, other)));
    }

    [Fact]
    public void A_verb_depends_on_what_it_reads_and_on_the_code()
    {
        var settings = new RecsysSettings();
        var before = ModelVerb.All.ToDictionary(verb => verb, verb => Inputs(verb, settings));
        Assert.All(ModelVerb.All, verb => Assert.Contains(before[verb], input => input.Key == "code" && input.Value == "1"));
        Assert.Equal(before[ModelVerb.Train], Inputs(ModelVerb.Train, settings with { Quantize = new() { Tables = "float32" } }));
        File.WriteAllText(_folder.At("prune/file"), "other");
        Assert.Equal(before[ModelVerb.Train], Inputs(ModelVerb.Train, settings));
        Assert.NotEqual(before[ModelVerb.Quantize], Inputs(ModelVerb.Quantize, settings));
    }

    private SortedDictionary<string, string> Inputs(ModelVerb verb, RecsysSettings settings) =>
        verb.Add(new StepInputs(settings, new ArtifactLayout(_folder.Root), ContentHash.OfFile, "1")).All;
}
