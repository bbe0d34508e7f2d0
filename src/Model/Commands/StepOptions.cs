using System.CommandLine;
using Recsys.Contracts.Faults;
using Recsys.Settings;

namespace Recsys.Model.Commands;

/// <summary>The options every verb has: <c>--settings --out --figures</c>.</summary>
public sealed class StepOptions
{
    /// <summary>The option that names the folder to write.</summary>
    public const string OutName = "--out";

    private readonly Option<string> _settings = new("--settings")
    {
        Description = "Resolved settings file.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<string> _out = new(OutName)
    {
        Description = "Artefact folder to write.",
        HelpName = "FOLDER",
        Required = true,
    };
    private readonly Option<string?> _figures = new("--figures")
    {
        Description = "JSON file for the step's figures.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a verb.</summary>
    public StepOptions(Command command)
    {
        command.Options.Add(_settings);
        command.Options.Add(_out);
        command.Options.Add(_figures);
    }

    /// <summary>Adds a required option that names a folder.</summary>
    public Option<string> Folder(Command command, string name, string description)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "FOLDER", Required = true };
        command.Options.Add(option);
        return option;
    }

    /// <summary>Reads the settings file; relative paths count from it.</summary>
    /// <exception cref="SettingsException">It is missing or wrong.</exception>
    public RecsysSettings Settings(ParseResult arguments)
    {
        var file = Path.GetFullPath(arguments.GetRequiredValue(_settings));
        var settings = SettingsFile.Read(file);
        var folder = Path.GetDirectoryName(file)!;
        return settings with
        {
            Data = settings.Data with { Folder = Path.GetFullPath(settings.Data.Folder, folder) },
            Verify = settings.Verify with { Golden = settings.Verify.Golden is { } golden ? Path.GetFullPath(golden, folder) : null },
        };
    }

    public string Out(ParseResult arguments) => Path.GetFullPath(arguments.GetRequiredValue(_out));

    /// <summary>Writes the figures, and the peak memory, where the caller wants them.</summary>
    public void WriteFigures(ParseResult arguments, IReadOnlyDictionary<string, double> figures) =>
        Figures.Write(
            arguments.GetValue(_figures),
            new Dictionary<string, double>(figures) { ["peak_memory_mib"] = PeakMemory.Mebibytes() }
        );
}
