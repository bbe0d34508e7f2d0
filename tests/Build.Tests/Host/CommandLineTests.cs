using System.Net;
using System.Net.Sockets;
using Recsys.Build.Tests.Steps;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Host;

/// <summary>What is answered before any step begins: modes, mistakes in the command line and in the settings, refusals of Setup.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly BuildProcess _build = new();

    public void Dispose() => _build.Dispose();

    [Theory]
    [InlineData("--tree", "└─Sample")]
    [InlineData("--description", "Verify")]
    [InlineData("--target=DockerBuild --dryrun", "7. DockerBuild")]
    [InlineData("", "./build.sh --target=Deploy ")]
    public async Task A_question_is_answered_without_colours_and_runs_nothing(string arguments, string part)
    {
        var run = await _build.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        run.Succeeds();
        Assert.Contains(part, run.Output);
        Assert.Empty(_build.Calls);
        Assert.False(Directory.Exists(_build.Layout.Root));
    }

    [Fact]
    public async Task The_version_is_the_one_of_the_repository()
    {
        var run = await _build.Run("--version");
        run.Succeeds();
        Assert.Contains($"<Version>{run.Output.Trim()}</Version>", await File.ReadAllTextAsync(Repository.At("Directory.Build.props")));
    }

    [Theory]
    [InlineData("--target=Sample --nmae=x", "--nmae: there is no such argument. Did you mean --name?")]
    [InlineData("--trget=Sample", "--trget: there is no such argument. Did you mean --target?")]
    [InlineData("--target=Sample --settings=absent.json", "absent.json: there is no such settings file in ", "Remedy: ")]
    public async Task Wrong_settings_are_2_and_nothing_runs(string arguments, params string[] parts)
    {
        (await _build.Run(arguments.Split(' '))).Fails(2, parts);
        Assert.Empty(_build.Calls);
    }

    [Fact]
    public async Task Every_mistake_in_file_and_environment_is_listed_at_once()
    {
        _build.Checkout.Write(
            "recsys.json",
            """{ "name": "shop", "trian": {}, "verify": { "gates": { "g": { "against": "popularity", "at_least": -1 } } } }"""
        );
        _build.Environment["RECSYS__DEPLOY__PORT"] = "high";
        var run = await _build.Run("--target=Sample", "--dryrun");
        run.Fails(2);
        Assert.Contains("trian", run.Error);
        Assert.Contains("\"train\"", run.Error);
        Assert.Contains("RECSYS__DEPLOY__PORT: deploy.port", run.Error);
    }

    [Fact]
    public async Task A_gate_that_decides_nothing_is_a_mistake_in_the_settings()
    {
        _build.Checkout.Write(
            "recsys.json",
            """{ "name": "shop", "verify": { "gates": { "g": { "against": "popularity", "at_least": -1 } } } }"""
        );
        (await _build.Run("--target=Sample")).Fails(2, "verify.gates.g.at_least", "a loss of 1 is never exceeded");
    }

    [Fact]
    public async Task A_command_line_that_cannot_be_read_is_255() => Assert.Equal(255, (await _build.Run("--n=5")).Code);

    [Theory]
    [InlineData("deploy", "deploy: a word without dashes is no argument. Did you mean --target=Deploy?", "./build.sh --target=Deploy")]
    [InlineData("--dryrun Verfy", "Verfy: ", "Did you mean --target=Verify?")]
    [InlineData("--target=Deplyo", "the target 'Deplyo' was not found. Did you mean 'Deploy'?", "Remedy: choose one of Deploy, ")]
    [InlineData("-t Deplyo --tree", "the target 'Deplyo' was not found.")]
    public async Task A_word_without_dashes_and_an_unknown_target_are_wrong_use(string arguments, params string[] parts)
    {
        (await _build.Run(arguments.Split(' '))).Fails(2, parts);
        Assert.Empty(_build.Calls);
    }

    [Fact]
    public async Task Help_is_about_this_build_and_lists_its_own_arguments_and_targets()
    {
        var run = await _build.Run("--target=Deploy", "--help");
        run.Succeeds();
        Assert.StartsWith("Usage: ./build.sh --target=TARGET", run.Output);
        Assert.DoesNotContain("Build.dll", run.Output);
        foreach (var part in new[] { "--settings=FILE", "--force=STEP", "--why", "--override-verdict=REASON", "--dryrun", "  Undeploy " })
            Assert.Contains(part, run.Output);
    }

    [Fact]
    public async Task Settings_that_do_not_fit_the_tables_are_2_and_all_of_them_are_told()
    {
        _build.Environment["FAKE_MISTAKES"] = "ingest";
        var run = await _build.Run("--target=Ingest");
        Assert.Equal(2, run.Code);
        Assert.Contains("settings: data.events.columns.price: first. Remedy: mend it.", run.Error);
        Assert.Contains("settings: data.events.where: second. Remedy: mend it.", run.Error);
    }

    [Fact]
    public async Task DeployK8s_without_a_cluster_is_refused_before_anything_runs()
    {
        (await _build.Run("--target=DeployK8s")).Fails(1, "deploy.target is local", "Remedy: set deploy.target to kubernetes");
        Assert.Empty(_build.Calls);
    }

    [Fact]
    public async Task A_cluster_that_the_kubeconfig_does_not_know_is_refused_in_a_dry_run_already()
    {
        _build.Checkout.Write(
            "recsys.production.json",
            """{ "deploy": { "target": "kubernetes", "context": "prod" }, "image": { "reference": "registry.example/shop:1" } }"""
        );
        _build.Environment["RECSYS_ENVIRONMENT"] = "production";
        _build.Environment["KUBECONFIG"] = _build.Checkout.Write(
            "kubeconfig",
            "apiVersion: v1\nkind: Config\ncontexts:\n- name: test\n  context: {cluster: c, user: u}\ncurrent-context: test\n"
        );
        (await _build.Run("--target=Deploy", "--dryrun")).Fails(1, "deploy.context is 'prod'", "Contexts there: test", "Remedy: ");
    }

    [Fact]
    public async Task A_plan_needs_no_port()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var run = await _build.Run("--target=Deploy", "--dryrun", $"--port={((IPEndPoint)holder.LocalEndpoint).Port}");
        run.Succeeds();
        Assert.Matches(@"\d+\. Deploy\b", run.Output);
    }

    [Fact]
    public async Task A_held_port_is_refused_before_anything_runs_and_its_holder_named()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        // A port of nobody's for the public one: this machine may run a server on the usual one.
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var other = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        (await _build.Run("--target=Deploy", $"--port={other}", $"--management-port={port}")).Fails(
            1,
            $"Port {port} is held by process {Environment.ProcessId} (",
            "Remedy: stop it, or choose another port with --management-port="
        );
        Assert.Empty(_build.Calls);
    }

    [Fact]
    public async Task Doctor_finds_what_is_wrong_with_the_machine_and_touches_nothing()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var run = await _build.Run("--target=Doctor", $"--management-port={port}", "--port=1024");
        run.Fails(1, "Ports: a run would fail here", "Remedy: ");
        Assert.Matches($@"UNFIT  Ports +Port {port} is held by process {Environment.ProcessId} \(", run.Output);
        Assert.Matches(@"do: stop it, or choose another port", run.Output);
        Assert.Matches(@"ok +Build host +\S+ \d+\.\d+\.\d+ with \S+ \d+\.\d+\.\d+, on Cake\.Core \d+\.\d+\.\d+", run.Output);
        Assert.Matches(@"ok +Memory +\d+\.\d GiB available", run.Output);
        Assert.Equal(["--version"], _build.Calls);
        Assert.False(Directory.Exists(_build.Layout.Root));
    }

    [Fact]
    public async Task Targets_beside_Test_have_settings_too()
    {
        _build.Checkout.Write("artifacts/shop/file", "x");
        _build.Prepare("a.trx", PartsTests.Report(("A.Works", "Passed"), ("A.Breaks", "Failed")));
        (await _build.Run("--target=Clean", "--target=Test")).Fails(
            1,
            "1 of 2 tests failed: A.Breaks.",
            "Remedy: ",
            Path.Combine(".build", "tests")
        );
        Assert.Contains("--report-xunit-trx", Assert.Single(_build.Calls));
    }

    [Fact]
    public async Task Clean_keeps_what_cannot_be_made_again_unless_all_is_asked_for()
    {
        foreach (var file in new[] { "champion/items.bin", "verify/verdict.json", "bundle/items.bin", "train.resume/s" })
            _build.Checkout.Write($"artifacts/shop/{file}", "x");
        var run = await _build.Run("--target=Clean");
        run.Succeeds();
        Assert.Contains("kept: champion, verify", run.Output);
        Assert.Contains("--all", run.Output);
        var left = Directory.GetDirectories(_build.Layout.Root).Select(path => Path.GetFileName(path)!).Except(["steps"]);
        Assert.Equal(["champion", "runs", "verify"], left.Order(StringComparer.Ordinal));
        (await _build.Run("--target=Clean", "--all")).Succeeds();
        Assert.False(Directory.Exists(_build.Layout.Root));
    }
}
