using System.Reflection;
using Cake.Cli;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Where a build starts: collects services and tasks, reads the command line, runs the targets.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [];

    /// <summary>Creates a host that knows Cake's services and the tasks of the program it is part of.</summary>
    public CakeHost()
    {
        _services.AddHostServices();
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            _assemblies.Add(entry);
        }
    }

    /// <summary>Creates a host; reads better at the head of a chain.</summary>
    /// <returns>The host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Looks for tasks in one more assembly.</summary>
    /// <param name="assembly">An assembly with public task classes, other than the program's own.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services, at once; what is registered here overrides the host's own.</summary>
    /// <param name="services">Adds to the collection it is given.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(_services);
        return this;
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <returns>The exit code: 0 for success, 255 for a command line that cannot be read, else the failure's own.</returns>
    public int Run(IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);

        // A copy, so that the tasks found for this run and its arguments do not stay for the next one.
        IServiceCollection services = new ServiceCollection();
        foreach (var registration in _services)
        {
            services.Add(registration);
        }

        services.AddTasksOf(_assemblies);

        var app = new CommandApp<HostCommand>(new TypeRegistrar(new ServiceCollection().AddSingleton(services)));
        app.Configure(configuration => configuration.ConfigureConsole(AnsiConsole.Console));
        return ExitCode.FromCommandLine(app.Run(args));
    }
}
