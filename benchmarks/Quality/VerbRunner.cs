using System.Diagnostics;
using System.Text.Json;
using Recsys.Contracts.Artifacts;

namespace Recsys.Quality;

/// <summary>What a verb did: how long it took, and its figures.</summary>
public sealed record VerbResult(string Key, double Seconds, SortedDictionary<string, double> Figures);

/// <summary>
/// Runs the Model tool's verbs as processes of their own, so that each has its own peak memory. A verb whose key and outputs are
/// unchanged is not run again: a run that was stopped goes on where it was.
/// </summary>
public sealed class VerbRunner(string folder, Action<string> log)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Runs a verb; its record has the verb's name.</summary>
    public VerbResult Run(
        string verb,
        IReadOnlyList<string> inputs,
        IReadOnlyList<string> outputs,
        params (string Name, string Value)[] options
    ) => Run(verb, inputs, outputs, verb, options);

    /// <summary>Runs a verb.</summary>
    /// <param name="verb">As the Model tool names it.</param>
    /// <param name="inputs">Hashes of what the outputs depend on, beside the code.</param>
    /// <param name="outputs">Folders it writes.</param>
    /// <param name="name">Name of the record.</param>
    /// <param name="options"><c>--name value</c>.</param>
    /// <exception cref="ArtifactException">The verb failed; it has said why.</exception>
    public VerbResult Run(
        string verb,
        IReadOnlyList<string> inputs,
        IReadOnlyList<string> outputs,
        string name,
        params (string Name, string Value)[] options
    )
    {
        var key = ContentHash.OfText(string.Join('\n', [verb, QualityRun.Code, .. inputs]));
        var record = Path.Combine(folder, "steps", name + ".json");
        if (
            File.Exists(record)
            && JsonSerializer.Deserialize<VerbResult>(File.ReadAllText(record)) is { } before
            && before.Key == key
            && outputs.All(Directory.Exists)
        )
        {
            log($"{name}: up to date");
            return before;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(record)!);
        File.Delete(record);
        var figures = Path.Combine(folder, name + ".figures.json");
        log($"{name} …");
        var started = TimeProvider.System.GetTimestamp();
        Start(verb, [.. options, ("figures", figures)]);
        var result = new VerbResult(
            key,
            TimeProvider.System.GetElapsedTime(started).TotalSeconds,
            JsonSerializer.Deserialize<SortedDictionary<string, double>>(File.ReadAllText(figures)) ?? []
        );
        File.Delete(figures);
        AtomicFile.Write(record, JsonSerializer.Serialize(result, Readable));
        return result;
    }

    private void Start(string verb, IReadOnlyList<(string Name, string Value)> options)
    {
        var own = Environment.ProcessPath;
        var start = new ProcessStartInfo(Path.GetFileNameWithoutExtension(own) == "dotnet" ? own! : "dotnet")
        {
            UseShellExecute = false,
        };
        foreach (
            var argument in (string[])
                [
                    Path.Combine(AppContext.BaseDirectory, "Recsys.Model.dll"),
                    verb,
                    .. options.SelectMany(option => new[] { $"--{option.Name}", option.Value }),
                ]
        )
            start.ArgumentList.Add(argument);
        using var process =
            Process.Start(start) ?? throw new ArtifactException($"{start.FileName} does not start. Remedy: put dotnet on the path.");
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new ArtifactException($"{verb} ended with exit code {process.ExitCode} in {folder}. Remedy: see its message above.");
    }
}
