using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Recsys.Build.Reporting;
using Recsys.Build.Targets.Local;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Build.Tests.Targets.Local;

public sealed class ProcessDeploymentTests : LocalDeploymentFixture
{
    public ProcessDeploymentTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a server without Docker runs on Linux only");
        Docker.Available = false;
    }

    [Fact]
    public async Task The_server_runs_from_the_unpacked_image_and_is_asked()
    {
        var request = Request();
        var result = await Deployment.Deploy(request);
        var record = Recorded();
        Assert.Equal(LocalDeploymentAction.Started, result.Action);
        Assert.Equal(DeploymentRecord.Process, record.Kind);
        Assert.Equal(request.Image.Digest, record.Digest);
        Assert.True(IsAlive(record));
        Assert.Equal(2, result.Answers.Count);
        Assert.Equal(
            [
                $"POST http://127.0.0.1:{request.Deploy.Port}/search {{\"query\":\"kettle\",\"k\":5}}",
                $"POST http://127.0.0.1:{request.Deploy.Port}/recommend {{\"user_id\":\"42\",\"k\":5}}",
            ],
            Http.Calls
        );
        Assert.Contains(
            result.Answers.SelectMany(answer => answer.ToLines(TableText.Endless)),
            line => line.Contains("Steel kettle", StringComparison.Ordinal)
        );
        Assert.Equal($"http://127.0.0.1:{request.Deploy.Port}/", result.Address.ToString());
    }

    [Fact]
    public async Task The_server_has_a_session_of_its_own_and_the_environment_of_the_contract()
    {
        var request = Request();
        var id = (await Deployment.Deploy(request)).Record.ProcessId!.Value;
        // The stand-in is "ready" before it has begun; its first line says that it has.
        Assert.True(
            SpinWait.SpinUntil(
                () => File.ReadAllText(At("deploy", "server.log")).Contains("started on", StringComparison.Ordinal),
                TimeSpan.FromSeconds(20)
            )
        );
        var stat = await File.ReadAllTextAsync($"/proc/{id}/stat");
        var session = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
        Assert.Equal(id.ToString(CultureInfo.InvariantCulture), session);
        var environment = (await File.ReadAllTextAsync($"/proc/{id}/environ")).Split('\0');
        Assert.Contains("RECSYS_HOST=127.0.0.1", environment);
        Assert.Contains($"RECSYS_PORT={request.Deploy.Port}", environment);
        Assert.Contains($"RECSYS_MANAGEMENT_PORT={request.Deploy.ManagementPort}", environment);
        Assert.Contains($"RECSYS_BUNDLE={At("deploy", "rootfs", "app", "bundle")}", environment);
        Assert.Contains($"RECSYS_HISTORY={At("history")}", environment);
        Assert.Equal("/dev/null", new FileInfo($"/proc/{id}/fd/0").LinkTarget);
        Assert.Equal(At("deploy", "server.log"), new FileInfo($"/proc/{id}/fd/1").LinkTarget);
    }

    [Fact]
    public async Task The_server_inherits_nothing_that_is_the_builds_business()
    {
        Environment.SetEnvironmentVariable("GITHUB_TOKEN", "planted-secret");
        Environment.SetEnvironmentVariable("RECSYS_LOG_LEVEL", "warn");
        try
        {
            var id = (await Deployment.Deploy(Request())).Record.ProcessId!.Value;
            var environment = "";
            Assert.True(
                SpinWait.SpinUntil(
                    // Until it has become the server, the process is the shell that starts it.
                    () =>
                        !(environment = File.ReadAllText($"/proc/{id}/environ")).Contains("planted-secret", StringComparison.Ordinal)
                        && environment.Length > 0,
                    TimeSpan.FromSeconds(20)
                ),
                "the server has the build's token"
            );
            Assert.Contains("RECSYS_BUNDLE_HASH=", environment, StringComparison.Ordinal);
            Assert.Contains("RECSYS_LOG_LEVEL=warn", environment.Split('\0'));
        }
        finally
        {
            Environment.SetEnvironmentVariable("GITHUB_TOKEN", null);
            Environment.SetEnvironmentVariable("RECSYS_LOG_LEVEL", null);
        }
    }

    [Fact]
    public async Task A_server_that_serves_another_bundle_is_stopped()
    {
        var request = Request();
        Http.Bundle = ContentHash.OfText("an old one");

        var refused = await Assert.ThrowsAsync<FaultException>(() => Deployment.Deploy(request));

        Assert.Contains($"serves the bundle {Http.Bundle}, the verdict is about "
            + $"{request.Image.Bundle}", refused.Message, StringComparison.Ordinal);
        Assert.False(HasRecord);
    }

    [Fact]
    public async Task A_server_whose_start_was_killed_is_adopted()
    {
        // A program of its own, so that the process runs from the unpacked file.
        var request = Request();
        var record = (await Deployment.Deploy(request)).Record;
        await Deployment.Undeploy(Folder);
        var program = At("deploy", "rootfs", "app", "server");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.Copy("/bin/sleep", program, overwrite: true);
        using var orphan = System.Diagnostics.Process.Start(program, "600");
        await File.WriteAllTextAsync(
            Path.Combine(Folder, DeploymentRecord.FileName),
            ArtifactJson.Serialize(record with { ProcessId = null, ProcessStart = null })
        );

        Assert.True(await Deployment.Undeploy(Folder));

        Assert.True(orphan.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.False(HasRecord);
    }

    [Fact]
    public async Task The_same_image_that_is_ready_is_left_alone()
    {
        var request = Request();
        var first = (await Deployment.Deploy(request)).Record;
        var second = await Deployment.Deploy(request);
        Assert.Equal(LocalDeploymentAction.LeftAlone, second.Action);
        Assert.Equal(first, second.Record);
        Assert.Equal(2, second.Answers.Count);
    }

    [Fact]
    public async Task The_record_says_that_the_verdict_was_overridden()
    {
        var made = new VerdictOverride
        {
            Outcome = Verdict.NotEnoughEvidence,
            Reason = "agreed with the shop",
            By = "ann",
            At = "2026-11-24T10:00:00Z",
        };
        await Deployment.Deploy(Request() with { Override = made });
        Assert.Equal(made, Recorded().Override);
    }

    [Fact]
    public async Task Another_image_port_or_history_replaces_what_runs()
    {
        var request = Request();
        var first = (await Deployment.Deploy(request)).Record;

        var other = Request(bundle: "two", port: request.Deploy.Port, management: request.Deploy.ManagementPort);
        var second = await Deployment.Deploy(other);
        Assert.Equal(LocalDeploymentAction.Replaced, second.Action);
        Assert.False(IsAlive(first));
        Assert.Equal("two", await File.ReadAllTextAsync(At("deploy", "rootfs", "app", "bundle", "manifest.json")));

        Directory.CreateDirectory(At("history"));
        await File.WriteAllTextAsync(At("history", "history.tsv"), "user_id\n");
        var third = await Deployment.Deploy(other);
        Assert.Equal(LocalDeploymentAction.Replaced, third.Action);
        Assert.False(IsAlive(second.Record));

        var fourth = await Deployment.Deploy(Request(bundle: "two"));
        Assert.Equal(LocalDeploymentAction.Replaced, fourth.Action);
        Assert.False(IsAlive(third.Record));
    }

    [Fact]
    public async Task The_same_image_that_is_not_ready_is_replaced()
    {
        var request = Request();
        var first = (await Deployment.Deploy(request)).Record;
        var asked = Http.ReadyCalls;
        Http.Ready = call => call == asked ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
        Assert.Equal(LocalDeploymentAction.Replaced, (await Deployment.Deploy(request)).Action);
        Assert.False(IsAlive(first));
    }

    [Fact]
    public async Task A_held_port_names_its_holder_and_leaves_what_runs_alone()
    {
        var first = (await Deployment.Deploy(Request())).Record;
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var error = await Assert.ThrowsAsync<FaultException>(() => Deployment.Deploy(Request(bundle: "two", port: port)));
        Assert.Contains($"Port {port} is held by process {Environment.ProcessId} (", error.Message);
        Assert.Contains("--port=… (deploy.port in the settings)", error.Message);
        Assert.True(IsAlive(first));
        Assert.Equal(first, Recorded());
    }

    [Fact]
    public async Task A_server_that_does_not_get_ready_is_shown_and_stopped()
    {
        Http.Ready = _ => HttpStatusCode.ServiceUnavailable;
        var request = Request("#!/bin/sh\necho $$ > ../../pid\necho loading the bundle\nexec sleep 600\n");
        var error = await Assert.ThrowsAsync<FaultException>(() => Deployment.Deploy(request));
        Assert.Contains("within 1 s", error.Message);
        Assert.Contains(Log.Lines, line => line.Contains("loading the bundle", StringComparison.Ordinal));
        Assert.False(HasRecord);
        Assert.Null(Table.StartOf(int.Parse(await File.ReadAllTextAsync(At("deploy", "pid")), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_server_that_ends_at_once_is_not_waited_for()
    {
        Http.Ready = _ => HttpStatusCode.ServiceUnavailable;
        var error = await Assert.ThrowsAsync<FaultException>(() =>
            Deployment.Deploy(Request("#!/bin/sh\necho no bundle here >&2\nexit 3\n"))
        );
        Assert.Contains("ended before it was ready", error.Message);
        Assert.Contains(Log.Lines, line => line.Contains("no bundle here", StringComparison.Ordinal));
        Assert.False(HasRecord);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "{}", "answered 500")]
    [InlineData(HttpStatusCode.OK, "[]", "something else than a list of products")]
    [InlineData(HttpStatusCode.OK, "<html>", "something else than a list of products")]
    public async Task A_server_that_cannot_answer_is_stopped(HttpStatusCode status, string body, string expected)
    {
        Http.Answer = status;
        Http.Body = body;
        Assert.Contains(expected, (await Assert.ThrowsAsync<FaultException>(() => Deployment.Deploy(Request()))).Message);
        Assert.False(HasRecord);
    }

    [Fact]
    public async Task Undeploy_stops_it_and_may_be_repeated()
    {
        var record = (await Deployment.Deploy(Request())).Record;
        Assert.True(await Deployment.Undeploy(Folder));
        Assert.False(IsAlive(record));
        Assert.False(HasRecord);
        Assert.False(await Deployment.Undeploy(Folder));
    }

    [Fact]
    public async Task A_process_that_has_only_the_same_number_is_not_touched()
    {
        var record = (await Deployment.Deploy(Request())).Record;
        var impostor = record with { ProcessStart = "another-boot/1" };
        await File.WriteAllTextAsync(At("deploy", DeploymentRecord.FileName), ArtifactJson.Serialize(impostor));
        Assert.False(await Deployment.Undeploy(Folder));
        Assert.True(IsAlive(record));
        await File.WriteAllTextAsync(At("deploy", DeploymentRecord.FileName), ArtifactJson.Serialize(record));
    }

    [Fact]
    public async Task A_cancelled_deployment_stops_what_it_started()
    {
        using var cancel = new CancellationTokenSource();
        Http.Ready = _ =>
        {
            cancel.Cancel();
            return HttpStatusCode.ServiceUnavailable;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Deployment.Deploy(Request(), cancel.Token));
        Assert.False(HasRecord);
    }

    [Fact]
    public async Task One_port_for_both_is_refused()
    {
        var request = Request(port: 18000, management: 18000);
        Assert.Contains("18000", (await Assert.ThrowsAsync<FaultException>(() => Deployment.Deploy(request))).Message);
    }
}
