using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting;

/// <summary>A configuration value given in code: the lowest layer.</summary>
internal sealed record DefaultSetting(string Key, string Value);

/// <summary>Code, then environment, then <c>cake.config</c>, then command line; each overrides the one before.</summary>
/// <remarks>Read on first use: <c>cake.config</c> stands in the working directory, which is not known at the start.</remarks>
internal sealed class LayeredConfiguration(
    IEnumerable<DefaultSetting> settings,
    IFileSystem fileSystem,
    ICakeEnvironment environment,
    ICakeArguments arguments) : ICakeConfiguration
{
    private readonly Lazy<ICakeConfiguration> _layers = new(() => Read(settings, fileSystem, environment, arguments));

    public string? GetValue(string key) => _layers.Value.GetValue(key);

    private static ICakeConfiguration Read(
        IEnumerable<DefaultSetting> settings, IFileSystem fileSystem, ICakeEnvironment environment, ICakeArguments arguments)
    {
        var defaults = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            defaults[setting.Key] = setting.Value;
        }

        var commandLine = arguments.GetArguments().ToDictionary(
            argument => argument.Key,
            argument => argument.Value.FirstOrDefault() ?? string.Empty,
            StringComparer.OrdinalIgnoreCase);

        return new CakeConfigurationProvider(fileSystem, environment)
            .CreateConfiguration(environment.WorkingDirectory, defaults, commandLine);
    }
}
