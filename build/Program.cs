using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Recsys.Build;
using Recsys.Build.Run;

var outcome = new Outcome();
using var interruption = new Interruption(outcome);
var code = new CakeHost()
    .ConfigureServices(services => services.AddSingleton(outcome).AddSingleton(TimeProvider.System))
    .UseContext<BuildContext>()
    .UseLifetime<BuildLifetime>()
    .UseTaskSetup<RunGuard>()
    .Run(args);
return outcome.ExitCode(code);
