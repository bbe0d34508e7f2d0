using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>From a parsed command line to an exit code. The order of the steps is what builds rely on.</summary>
internal sealed class HostCommand(IServiceCollection services) : AsyncCommand<HostOptions>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, HostOptions options, CancellationToken cancellationToken)
    {
        services.AddSingleton<ICakeArguments>(
            context.Remaining.ToCakeArguments(options.NoReport, options.TargetsOrDefault));
        services.AddSingleton(context.Remaining);

        await using var provider = services.BuildServiceProvider();
        try
        {
            await ExecuteAsync(provider, options);
            return ExitCode.Success;
        }
        catch (Exception exception)
        {
            return LogOf(provider) is { } log
                ? ExitCode.FromFailure(exception, log)
                : ExitCode.FromFailure(exception);
        }
    }

    private static async Task ExecuteAsync(IServiceProvider provider, HostOptions options)
    {
        if (options.Version)
        {
            provider.GetRequiredService<ICakeVersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        if (options.Info)
        {
            provider.GetRequiredService<ICakeInfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        EnterWorkingDirectory(provider, options);

        // Asking for the configuration reads cake.config, so not before the working directory is set.
        var log = provider.GetRequiredService<ICakeLog>();
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(options.Verbosity);

        // Creates the context, the tasks and the lifetimes: a constructor cannot count on the tools below.
        var build = ActivatorUtilities.CreateInstance<BuildRun>(provider, HostFor(provider, options));
        InstallTools(provider, log);
        await build.RunAsync(options);
    }

    private static void EnterWorkingDirectory(IServiceProvider provider, HostOptions options)
    {
        var path = options.WorkingDirectory ?? provider.GetService<ChosenWorkingDirectory>()?.Path;
        if (path is not null)
        {
            ChosenWorkingDirectory.Enter(
                path, provider.GetRequiredService<ICakeEnvironment>(), provider.GetRequiredService<IFileSystem>());
        }
    }

    private static ScriptHost HostFor(IServiceProvider provider, HostOptions options) => options switch
    {
        { DryRun: true } => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
        { Tree: true } => provider.GetRequiredService<TreeScriptHost>(),
        { Description: true } => provider.GetRequiredService<DescriptionScriptHost>(),
        _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
    };

    private static void InstallTools(IServiceProvider provider, ICakeLog log)
    {
        var tools = provider.GetServices<PackageReference>().ToArray();
        if (tools.Length == 0)
        {
            return;
        }

        log.Verbose("Installing tools...");
        var installer = provider.GetRequiredService<IToolInstaller>();
        foreach (var tool in tools)
        {
            installer.Install(tool);
        }
    }

    private static ICakeLog? LogOf(IServiceProvider provider)
    {
        try
        {
            return provider.GetService<ICakeLog>();
        }
        catch (Exception)
        {
            // The failure to be reported may be that of the log itself.
            return null;
        }
    }
}
