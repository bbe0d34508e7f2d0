using System.CommandLine;
using Recsys.Model.Ingest;

namespace Recsys.Model.Commands;

/// <summary><c>ingest</c>: tables in, validated and split dataset and history out.</summary>
public static class IngestCommand
{
    public static Command Create()
    {
        var command = new Command("ingest", "Read the shop's tables, check and split them, and write dataset and history.");
        var options = new StepOptions(command);
        var tables = new Option<string?>("--tables")
        {
            Description = "Folder of the tables; default: data.folder of the settings.",
            HelpName = "FOLDER",
        };
        var history = new Option<string?>("--history")
        {
            Description = "History folder to write; default: history beside --out.",
            HelpName = "FOLDER",
        };
        command.Options.Add(tables);
        command.Options.Add(history);
        command.SetAction(arguments =>
        {
            var settings = options.Settings(arguments);
            var dataset = options.Out(arguments);
            var beside = Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(dataset)) ?? ".", "history");
            var summary = new Ingestion(
                settings,
                Path.GetFullPath(arguments.GetValue(tables) ?? settings.Data.Folder),
                arguments.InvocationConfiguration.Output.WriteLine
            ).Run(dataset, Path.GetFullPath(arguments.GetValue(history) ?? beside));
            summary.Print(arguments.InvocationConfiguration.Output);
            options.WriteFigures(arguments, summary.Figures());
            return 0;
        });
        return command;
    }
}
