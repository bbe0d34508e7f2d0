using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>The docker client on the path.</summary>
internal sealed class DockerTool<TSettings>(ICakeContext context)
    : Tool<TSettings>(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools)
    where TSettings : AutoToolSettings
{
    /// <returns>The lines of standard output.</returns>
    public IReadOnlyList<string> Run(string command, TSettings settings, IEnumerable<string> names)
    {
        var arguments = new ProcessArgumentBuilder().Append(command);
        foreach (var property in typeof(TSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            Append(arguments, "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name), property.GetValue(settings));
        foreach (var name in names) arguments.Append(name);
        IReadOnlyList<string> output = [];
        Run(settings, arguments, new() { RedirectStandardOutput = true }, process => output = [.. process.GetStandardOutput()]);
        return output;
    }

    protected override string GetToolName() => "Docker";

    protected override IEnumerable<string> GetToolExecutableNames() => ["docker", "docker.exe"];

    private static void Append(ProcessArgumentBuilder arguments, string option, object? value)
    {
        switch (value)
        {
            case true:
                arguments.Append(option);
                break;
            case string { Length: > 0 } text:
                arguments.AppendSwitchQuoted(option, text);
                break;
            case int number:
                arguments.AppendSwitch(option, number.ToString(CultureInfo.InvariantCulture));
                break;
            case string[] texts:
                foreach (var text in texts) Append(arguments, option, text);
                break;
        }
    }
}
