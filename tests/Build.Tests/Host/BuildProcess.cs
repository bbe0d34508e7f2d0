using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Recsys.Testing.Judge;
using Xunit;

namespace Recsys.Build.Tests.Host;

/// <summary>
/// The built build, run as a process of its own in a small checkout. It is started by its own executable, so that the
/// <c>dotnet</c> it calls is the one on PATH: a script that stands in for compiler, test runner and model tool.
/// </summary>
internal sealed class BuildProcess : IDisposable
{
    // As the model tool: copies prepared folders to where it is told to write.
    private const string Dotnet = """
        #!/bin/sh
        echo "$*" >>"$FAKE/calls"
        if [ "$1" = --version ]; then echo 10.0.100; exit 0; fi
        if [ "$1" = test ]; then mkdir -p .build/tests && cp "$FAKE"/*.trx .build/tests/ 2>/dev/null; exit 2; fi
        env >>"$FAKE/environment"
        if [ "$1" = "${FAKE_SLEEP:-}" ]; then sh -c 'echo $$ >"$FAKE/sleeper"; exec sleep 600'; fi
        if [ "$1" = publish ]; then mkdir -p .build/server && cp /bin/true .build/server/server; exit 0; fi
        if [ "$1" = msbuild ]; then exit 0; fi
        verb="$2"; shift 2
        while [ $# -gt 1 ]; do
          case "$1" in --out) out="$2" ;; --history) history="$2" ;; --reference) reference="$2" ;; esac
          shift 2
        done
        if [ "$verb" = "${FAKE_SLEEP:-}" ]; then echo $$ >"$FAKE/sleeper"; exec sleep 600; fi
        if [ "$verb" = "${FAKE_FAULT:-}" ]; then echo "error: $verb cannot go on: events.csv is empty. Remedy: fill it." >&2; exit 1; fi
        if [ "$verb" = "${FAKE_MISTAKES:-}" ]; then
          for place in columns.price:\ first where:\ second; do echo "error: settings: data.events.$place. Remedy: mend it." >&2; done
          exit 2
        fi
        put() { mkdir -p "$2"; cp -r "$FAKE/$1/." "$2"; }
        case "$verb" in
          ingest) put dataset "$out"; put history "$history" ;;
          quantize) put bundle "$out"; put bundle "$reference" ;;
          evaluate) put scores "$out" ;;
          *) mkdir -p "$out"; echo "$verb" >"$out/file" ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new("fake");

    public BuildProcess()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for dotnet is a shell script");
        Environment["FAKE"] = _folder.Root;
        Environment["PATH"] = $"{_folder.At("bin")}:/usr/bin:/bin";
        Environment["HOME"] = _folder.Root;
        Environment["TERM"] = "xterm-256color";
        Environment["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
        Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        var dotnet = _folder.Write("bin/dotnet", Dotnet);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (
            var (from, to) in new[] { (Shop.Layout.Dataset, "dataset"), (Shop.Layout.Bundle, "bundle"), (Shop.Layout.Verify, "scores") }
        )
        foreach (var file in Directory.GetFiles(from))
            _folder.Write($"{to}/{Path.GetFileName(file)}", File.ReadAllText(file));
        _folder.Write("history/history.tsv", "user_id\tproduct_id\ttype\ttimestamp\n");
    }

    public Checkout Checkout { get; } = new();

    /// <summary>Where the tool's prepared scores and bundle come from.</summary>
    public Recsys.Testing.Judge.Shop Shop { get; } = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>The folder of what the stand-in for <c>dotnet</c> hands out.</summary>
    public string Prepared => _folder.Root;

    public ArtifactLayout Layout => new(Checkout.At("artifacts", "shop"));

    public IEnumerable<string> Calls => File.Exists(_folder.At("calls")) ? File.ReadAllLines(_folder.At("calls")) : [];

    /// <summary>The environments that the tools were started with.</summary>
    public string ToolEnvironment => File.ReadAllText(_folder.At("environment"));

    public int? Sleeper =>
        File.Exists(_folder.At("sleeper"))
        && int.TryParse(File.ReadAllText(_folder.At("sleeper")), CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    public void Prepare(string name, string text) => _folder.Write(name, text);

    /// <summary>Prepares scores in which bundle and popularity find what was bought with these probabilities.</summary>
    public void Scores(double bundle, double popularity)
    {
        Shop.WriteScores(bundle, popularity);
        File.Copy(Path.Combine(Shop.Layout.Verify, Tables.Scores), _folder.At("scores", Tables.Scores), overwrite: true);
    }

    /// <summary>Prepares what the tool says of the bundle's behaviour.</summary>
    public void Behaviour(Func<BehaviourReport, BehaviourReport>? change = null, string? golden = null)
    {
        Shop.WriteBehaviour(change, golden);
        File.Copy(
            Path.Combine(Shop.Layout.Verify, BehaviourReport.FileName),
            _folder.At("scores", BehaviourReport.FileName),
            overwrite: true
        );
    }

    public Process Start(params string[] arguments)
    {
        var start = DefaultInterrupt.Start(Path.Combine(AppContext.BaseDirectory, "Build"), arguments);
        start.WorkingDirectory = Checkout.Root;
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.Environment.Clear();
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>The build's exit code and texts.</summary>
    public Task<BuildResult> Run(params string[] arguments) => WarmBuild.Run(Checkout.Root, Environment, arguments);

    /// <summary>The same in a process of its own.</summary>
    public async Task<BuildResult> RunAlone(params string[] arguments)
    {
        using var process = Start(arguments);
        return await BuildResult.Of(process);
    }

    public void Dispose()
    {
        Checkout.Dispose();
        Shop.Dispose();
        _folder.Dispose();
    }
}

/// <summary>What a run left behind.</summary>
internal sealed record BuildResult(int Code, string Output, string Error)
{
    /// <summary>What a person sees last when it failed.</summary>
    public string LastLine => Error.TrimEnd().Split('\n')[^1];

    public static async Task<BuildResult> Of(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>It ended with this code, and the last line says what failed, why and what to do.</summary>
    public void Fails(int code, params string[] parts)
    {
        Assert.True(code == Code, $"exit code {Code} instead of {code}:\n{Output}\n{Error}");
        Assert.All(parts, part => Assert.Contains(part, LastLine));
        Assert.DoesNotContain('\u001b', Output + Error);
    }

    public void Succeeds()
    {
        Assert.True(Code == 0, $"exit code {Code}:\n{Output}\n{Error}");
        Assert.DoesNotContain('\u001b', Output + Error);
    }
}
