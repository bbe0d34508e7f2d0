using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Recsys.Build;
using Recsys.Build.Run;

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
                return new NeutralLog(new CakeBuildLog(provider.GetRequiredService<IConsole>()));
            })
    )
    .UseContext<BuildContext>()
    .UseLifetime<BuildLifetime>()
    .UseTaskSetup<RunGuard>()
    .Run(args);
return outcome.ExitCode(code);
