using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>The same verbs as on the host, for a startup class that has only the services in hand.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Chooses the context that tasks and lifetimes share; its constructor is served from the container.</summary>
    /// <typeparam name="TContext">The kind of context.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext =>
        services.AddSingleton<IFrostingContext, TContext>();

    /// <summary>Frames the run with one object: setup and teardown.</summary>
    /// <typeparam name="TLifetime">The class of the object.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime =>
        services.AddSingleton<IFrostingLifetime, TLifetime>()
            .AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<IFrostingLifetime>())
            .AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<IFrostingLifetime>());

    /// <summary>Chooses what runs once before the first task.</summary>
    /// <typeparam name="TSetup">Its class.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup =>
        services.AddSingleton<IFrostingSetup, TSetup>();

    /// <summary>Chooses what runs once after the last task.</summary>
    /// <typeparam name="TTeardown">Its class.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown =>
        services.AddSingleton<IFrostingTeardown, TTeardown>();

    /// <summary>Frames every task with one object: task setup and task teardown.</summary>
    /// <typeparam name="TLifetime">The class of the object.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime =>
        services.AddSingleton<IFrostingTaskLifetime, TLifetime>()
            .AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<IFrostingTaskLifetime>())
            .AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<IFrostingTaskLifetime>());

    /// <summary>Chooses what runs before every task.</summary>
    /// <typeparam name="TSetup">Its class.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup =>
        services.AddSingleton<IFrostingTaskSetup, TSetup>();

    /// <summary>Chooses what runs after every task.</summary>
    /// <typeparam name="TTeardown">Its class.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown =>
        services.AddSingleton<IFrostingTaskTeardown, TTeardown>();

    /// <summary>Lets a Cake module add its services.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new() =>
        Cake.Cli.ServiceCollectionExtensions.UseModule(services, new TModule());

    /// <summary>Adds a way of installing packages, beside those for <c>nuget:</c> and <c>dotnet:</c>.</summary>
    /// <typeparam name="TPackageInstaller">The installer.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UsePackageInstaller<TPackageInstaller>(this IServiceCollection services)
        where TPackageInstaller : class, IPackageInstaller =>
        services.AddSingleton<IPackageInstaller, TPackageInstaller>();

    /// <summary>Installs a tool before the first task; several are installed in the order given.</summary>
    /// <param name="services">The services.</param>
    /// <param name="uri">The package, such as <c>dotnet:?package=name&amp;version=1.2.3</c>.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseTool(this IServiceCollection services, Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return services.AddSingleton(new PackageReference(uri));
    }

    /// <summary>Chooses the directory the build works in, when the command line names none.</summary>
    /// <param name="services">The services.</param>
    /// <param name="path">The directory; relative to where the build was started.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return services.AddSingleton(new ChosenWorkingDirectory(path));
    }

    /// <summary>Gives a configuration value a default, which environment, <c>cake.config</c> and command line override.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key, such as <c>Settings_Verbosity</c>; case does not matter.</param>
    /// <param name="value">The value.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return services.AddSingleton(new DefaultSetting(key, value));
    }

    /// <summary>Gives the folder for tools a default: the configuration value <c>Paths_Tools</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="toolPath">The folder.</param>
    /// <returns>What it was called on.</returns>
    public static IServiceCollection UseToolPath(this IServiceCollection services, DirectoryPath toolPath)
    {
        ArgumentNullException.ThrowIfNull(toolPath);
        return services.UseCakeSetting("Paths_Tools", toolPath.FullPath);
    }
}
