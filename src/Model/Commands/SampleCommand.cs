using System.Globalization;
using System.CommandLine;
using Recsys.Model.Sample;

namespace Recsys.Model.Commands;

/// <summary><c>sample</c>: writes the generated shop's tables.</summary>
public static class SampleCommand
{
    public static Command Create()
    {
        var command = new Command("sample", "Generate the sample shop's tables: products, events, searches.");
        var options = new StepOptions(command);
        command.SetAction(arguments =>
        {
            var settings = options.Settings(arguments);
            var counts = SampleShop.Write(settings.Seed, settings.Data.Sample, options.Out(arguments));
            arguments.InvocationConfiguration.Output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"sample shop: {counts.Products:N0} products, {counts.Users:N0} users, {counts.Events:N0} events, "
                        + $"{counts.Searches:N0} searches -> {options.Out(arguments)}"
                )
            );
            options.WriteFigures(
                arguments,
                new Dictionary<string, double>
                {
                    ["products"] = counts.Products,
                    ["users"] = counts.Users,
                    ["events"] = counts.Events,
                    ["searches"] = counts.Searches,
                }
            );
            return 0;
        });
        return command;
    }
}
