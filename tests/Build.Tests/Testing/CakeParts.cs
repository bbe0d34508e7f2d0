using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;

namespace Recsys.Build.Tests.Testing;

/// <summary>Cake's own parts for this machine, and stand-ins where a test must not depend on it.</summary>
public static class CakeParts
{
    public static ICakeEnvironment Environment { get; } = new CakeEnvironment(new CakePlatform(), new CakeRuntime());

    public static IFileSystem Files { get; } = new FileSystem();

    /// <summary>Finds tools on the path, as a build does.</summary>
    public static IToolLocator Tools(LogLines log) =>
        new ToolLocator(
            Environment,
            new ToolRepository(Environment),
            new ToolResolutionStrategy(
                Files,
                Environment,
                new Globber(Files, Environment),
                new CakeConfiguration(new Dictionary<string, string>()),
                log
            )
        );

    /// <summary>Finds exactly one tool, or none.</summary>
    public static IToolLocator OnlyTool(string? path)
    {
        var tools = Substitute.For<IToolLocator>();
        tools.Resolve(Arg.Any<string>()).Returns(path is null ? null : (FilePath)path);
        tools.Resolve(Arg.Any<IEnumerable<string>>()).Returns(path is null ? null : (FilePath)path);
        return tools;
    }

    public static IProcessRunner Processes(LogLines log) =>
        new ProcessRunner(Files, Environment, log, Tools(log), new CakeConfiguration(new Dictionary<string, string>()));

    /// <summary>What an alias works with.</summary>
    public static ICakeContext Context(ICakeEnvironment environment, IProcessRunner processes, IToolLocator tools)
    {
        var context = Substitute.For<ICakeContext>();
        context.FileSystem.Returns(Files);
        context.Environment.Returns(environment);
        context.ProcessRunner.Returns(processes);
        context.Tools.Returns(tools);
        return context;
    }

    /// <summary>An environment with exactly these variables.</summary>
    public static ICakeEnvironment EnvironmentWith(params (string Name, string Value)[] variables)
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath("/work"));
        environment.GetEnvironmentVariable(Arg.Any<string>()).Returns(call =>
            variables.FirstOrDefault(variable => variable.Name == call.Arg<string>()).Value);
        return environment;
    }
}
