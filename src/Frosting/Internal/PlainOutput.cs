using Cake.Core;
using Cake.Core.IO;

namespace Cake.Frosting;

/// <summary>
/// Keeps colour codes out of pipes and files. Cake decides by TERM alone, so that <c>build | tee log</c> would be
/// full of them; here Cake's console is told NO_COLOR, and only the console: child processes see the true environment.
/// </summary>
internal static class PlainOutput
{
    // The build servers whose logs show colours, and for which Cake's console switches them on by itself.
    private static readonly string[] Renderers = ["GITHUB_ACTION", "TF_BUILD", "TEAMCITY_VERSION"];

    public static IConsole CreateConsole(ICakeEnvironment environment) =>
        new CakeConsole(Console.IsOutputRedirected && !IsRendered(environment) ? new Colourless(environment) : environment);

    private static bool IsRendered(ICakeEnvironment environment) =>
        Renderers.Any(name => !string.IsNullOrEmpty(environment.GetEnvironmentVariable(name)));

    private sealed class Colourless(ICakeEnvironment environment) : ICakeEnvironment
    {
        private const string NoColour = "NO_COLOR";

        public DirectoryPath WorkingDirectory
        {
            get => environment.WorkingDirectory;
            set => environment.WorkingDirectory = value;
        }

        public DirectoryPath UserHomeDirectory => environment.UserHomeDirectory;

        public DirectoryPath ApplicationRoot => environment.ApplicationRoot;

        public ICakePlatform Platform => environment.Platform;

        public ICakeRuntime Runtime => environment.Runtime;

        public DirectoryPath GetSpecialPath(SpecialPath path) => environment.GetSpecialPath(path);

        public string GetEnvironmentVariable(string variable) =>
            variable == NoColour ? "1" : environment.GetEnvironmentVariable(variable);

        public IDictionary<string, string> GetEnvironmentVariables() =>
            new Dictionary<string, string>(environment.GetEnvironmentVariables()) { [NoColour] = "1" };
    }
}
