using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Recsys.Build;
using Recsys.Build.Arguments;
using Recsys.Build.Run;
using Recsys.Build.Tasks;

if (CommandLine.AsksForHelp(args))
{
    var targets = TaskCatalogue.Listed.Select(task => (task.Name, TaskCatalogue.Description(task)));
    foreach (var line in HelpText.Of(TaskCatalogue.Script, targets)) Console.WriteLine(line);
    return 0;
}
if (CommandLine.Mistakes(args, TaskCatalogue.Names) is { Count: > 0 } mistakes)
{
    Console.Error.WriteLine($"Error: {string.Join(Environment.NewLine, mistakes)}");
    return (int)OutcomeKind.SettingsWrong;
}
var outcome = new Outcome();
using var interruption = new Interruption(outcome);
var code = new CakeHost()
    .ConfigureServices(services =>
        services
            .AddSingleton(outcome)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ICakeLog>(provider =>
            {
                outcome.CommandLineRead = true; // a host asks for the log as soon as it has understood the command line
                return new NeutralLog(new CakeBuildLog(new ReadableConsole(provider.GetRequiredService<IConsole>())));
            })
    )
    .UseContext<BuildContext>()
    .UseLifetime<BuildLifetime>()
    .UseTaskSetup<RunGuard>()
    .Run(args);
return outcome.ExitCode(code);
