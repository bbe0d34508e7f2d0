using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>What the host brings before the build adds its own.</summary>
internal static class HostServices
{
    public static IServiceCollection AddHostServices(this IServiceCollection services)
    {
        services.AddCakeDiagnostics();
        services.UseCakeDefaultModules();
        return services
            .AddSingleton<IConsole>(provider => PlainOutput.CreateConsole(provider.GetRequiredService<ICakeEnvironment>()))
            .AddSingleton<ICakeConfiguration, LayeredConfiguration>()
            .AddSingleton<IToolInstaller, ToolInstaller>()
            .AddSingleton<IVersionResolver, VersionResolver>()
            .AddSingleton<ICakeVersionFeature, VersionFeature>()
            .AddSingleton<ICakeInfoFeature, InfoFeature>()
            .AddSingleton<BuildScriptHost<IFrostingContext>>()
            .AddSingleton<DryRunScriptHost<IFrostingContext>>()
            .AddSingleton<TreeScriptHost>()
            .AddSingleton<DescriptionScriptHost>()
            .AddSingleton<FrostingContext>()
            .AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
    }

    public static IServiceCollection AddTasksOf(this IServiceCollection services, IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetExportedTypes()))
        {
            if (type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
            {
                services.AddSingleton(typeof(IFrostingTask), type);
            }
        }

        return services;
    }
}
