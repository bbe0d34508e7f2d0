using System.Diagnostics;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Scripts;

/// <summary>
/// A small checkout with build.sh and a PATH that holds the tools the script needs and, if wanted, a fake <c>dotnet</c>.
/// The fake "compiles" by creating Build.dll, and when it runs it records its arguments and where it was started.
/// </summary>
internal sealed class FakeCheckout : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        if [ -n "${RECSYS_SIGNING_KEY+x}" ]; then printf '%s: %s\n' "$1" "$RECSYS_SIGNING_KEY" >>"$FAKE_ROOT/keys"; fi
        case "$1" in
          --version)
            if [ -n "${FAKE_TOO_OLD:-}" ] && [ "$0" != "$FAKE_ROOT/.dotnet/dotnet" ]; then echo "no matching SDK" >&2; exit 145; fi
            echo 10.0.100 ;;
          build)
            echo compile >>"$FAKE_ROOT/compiled"
            printf '%s\n' "$@" >"$FAKE_ROOT/compiler-arguments"
            if [ -f "$FAKE_ROOT/broken" ]; then echo "Program.cs(1,1): error CS1002: ; expected"; exit 1; fi
            sleep "${FAKE_SECONDS:-0}"
            if [ -f "$FAKE_ROOT/edit" ]; then mv "$FAKE_ROOT/edit" "$FAKE_ROOT/src/Contracts/A.cs"; fi
            mkdir -p .build/compiled/bin/Build/release_any && echo built >.build/compiled/bin/Build/release_any/Build.dll ;;
          *)
            printf '%s\0' "$@" >"$FAKE_ROOT/arguments"
            flags="$DOTNET_CLI_TELEMETRY_OPTOUT$RECSYS_COMPILED"
            printf '%s\n' "$0" "$PWD" "$RECSYS_CALLER_DIRECTORY" "$flags" "$(command -v dotnet)" >"$FAKE_ROOT/started"
            exit "${FAKE_EXIT:-0}" ;;
        esac
        """;

    private static readonly string[] Tools =
    [
        "bash",
        "env",
        "cat",
        "cp",
        "curl",
        "cut",
        "dirname",
        "find",
        "flock",
        "head",
        "mkdir",
        "mv",
        "rm",
        "sed",
        "sha256sum",
        "shasum",
        "perl",
        "sleep",
        "sort",
        "uname",
        "xargs",
        "chmod",
    ];

    private readonly TemporaryFolder _folder;

    /// <param name="name">The checkout's folder name.</param>
    /// <param name="sdk">Whether a fake dotnet is on PATH.</param>
    public FakeCheckout(string name = "shop", bool sdk = true)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh needs bash; Windows starts build.ps1");
        _folder = new TemporaryFolder(name);
        Write("build.sh", File.ReadAllText(Repository.At("build.sh")));
        Write("global.json", File.ReadAllText(Repository.At("global.json")));
        Write("build/Program.cs", "return 0;");
        Write("src/Contracts/A.cs", "");
        Write("src/Frosting/B.cs", "");
        Write("src/Docker/C.cs", "");
        foreach (var tool in Tools)
            if (Find(tool) is { } path)
                File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(At("../tools")).FullName, tool), path);
        if (sdk)
            AddSdk("../tools/dotnet");
    }

    public string Root => _folder.Root;

    public int Compilations => File.Exists(At("compiled")) ? File.ReadAllLines(At("compiled")).Length : 0;

    /// <summary>The arguments that the build was started with.</summary>
    public string[] Arguments => [.. File.ReadAllText(At("arguments")).Split('\0').SkipLast(1)];

    /// <summary>What the started build saw of its surroundings.</summary>
    public (string Dotnet, string Folder, string Caller, string Flags, string OnPath) Started =>
        File.ReadAllLines(At("started")) is [var dotnet, var folder, var caller, var flags, var path]
            ? (dotnet, folder, caller, flags, path)
            : throw new InvalidDataException("started");

    public string At(string name) => Path.GetFullPath(_folder.At(name));

    public void Write(string name, string text)
    {
        _folder.Write(name, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void AddSdk(string name) => Write(name, Dotnet);

    /// <summary>Starts build.sh and waits for it.</summary>
    public Task<(int Code, string Output, string Error)> Run(params string[] arguments) => Run(Root, [], arguments);

    public Task<(int Code, string Output, string Error)> RunFrom(string folder, params string[] arguments) => Run(folder, [], arguments);

    public Task<(int Code, string Output, string Error)> RunWith(Dictionary<string, string> variables, params string[] arguments) =>
        Run(Root, variables, arguments);

    private async Task<(int Code, string Output, string Error)> Run(string folder, Dictionary<string, string> variables, string[] arguments)
    {
        var start = new ProcessStartInfo(At("../tools/bash"), [At("build.sh"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables) start.Environment[name] = value;
        start.Environment["PATH"] = At("../tools");
        start.Environment["FAKE_ROOT"] = Root;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => _folder.Dispose();

    public static string? Find(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
}
