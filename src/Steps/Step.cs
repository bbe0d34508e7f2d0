using Recsys.Contracts.Artifacts;

namespace Recsys.Steps;

/// <summary>A step of the pipeline: what its outputs depend on, where they go, and how they are made.</summary>
public sealed record Step
{
    public required string Name { get; init; }

    /// <summary>Name to hash or value, of everything the outputs depend on; never where something lies.</summary>
    public required SortedDictionary<string, string> Inputs { get; init; }

    /// <summary>Artefact folders the step writes.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Writes the outputs; returns figures worth recording.</summary>
    public required Func<SortedDictionary<string, double>> Run { get; init; }

    /// <summary>What must be there before the step can run and is no part of it, such as its tool; outside its time.</summary>
    public Action Prepare { get; init; } = () => { };

    /// <summary>Whether the outputs may leave the artefact folder for the step cache. Never where they hold personal data.</summary>
    public bool Cached { get; init; }

    /// <summary>Another step that this one is a part of: who forces that one forces this one too.</summary>
    public string? ForcedWith { get; init; }

    /// <summary>Whether the step cache is believed only under a seal: for what nothing judges any more.</summary>
    public bool Sealed { get; init; }

    /// <summary>Hash over the inputs: equal keys, equal outputs.</summary>
    public string Key => KeyOf(Inputs);

    /// <summary>Of inputs that no step has yet.</summary>
    public static string KeyOf(SortedDictionary<string, string> inputs) =>
        ContentHash.OfText(string.Concat(inputs.Select(input => $"{input.Key}\0{input.Value}\0")));
}
