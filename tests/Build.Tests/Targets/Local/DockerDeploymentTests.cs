using System.Net;
using Recsys.Build.Docker;
using Recsys.Build.Reporting;
using Recsys.Build.Targets.Local;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Xunit;

namespace Recsys.Build.Tests.Targets.Local;

public sealed class DockerDeploymentTests : LocalDeploymentFixture
{
    [Fact]
    public async Task The_container_is_locked_down_and_published_on_this_machine_only()
    {
        Directory.CreateDirectory(At("history"));
        var request = Request();
        var record = (await Deployment.Deploy(request)).Record;
        var (run, image) = Assert.Single(Docker.Runs);
        Assert.Equal("recsys-shop", run.Name);
        Assert.Equal(request.Image.Id, image);
        Assert.True(run.ReadOnly);
        Assert.Equal("65532:65532", run.User);
        Assert.Equal(["ALL"], run.CapDrop);
        Assert.Equal(["no-new-privileges"], run.SecurityOpt);
        Assert.Equal(["/tmp"], run.Tmpfs);
        Assert.Equal([$"127.0.0.1:{request.Deploy.Port}:8000", $"127.0.0.1:{request.Deploy.ManagementPort}:8001"], run.Publish);
        Assert.Equal([$"{At("history")}:/history:ro"], run.Volume);
        Assert.Equal(["RECSYS_HISTORY=/history"], run.Env);
        Assert.Equal([$"recsys.image={request.Image.Digest}"], run.Label);
        Assert.Equal((DeploymentRecord.Docker, "container0"), (record.Kind, record.Container));
        Assert.Equal(record, Recorded());
    }

    [Fact]
    public async Task The_same_image_is_left_alone_and_another_one_replaces_it()
    {
        var request = Request();
        await Deployment.Deploy(request);
        Assert.Equal(LocalDeploymentAction.LeftAlone, (await Deployment.Deploy(request)).Action);
        Assert.Single(Docker.Runs);

        Assert.Equal(LocalDeploymentAction.Replaced, (await Deployment.Deploy(Request(bundle: "two"))).Action);
        Assert.Equal("container1", Assert.Single(Docker.Containers).Id);
        Assert.Equal(2, Docker.Loads);
    }

    [Fact]
    public async Task A_container_of_that_name_without_a_record_is_replaced()
    {
        Docker.Containers.Add(new("old", "recsys-shop", "sha256:00", Running: true, ExitCode: 0));
        Docker.Containers.Add(new("other", "recsys-shop-2", "sha256:00", Running: true, ExitCode: 0));
        Assert.Equal(LocalDeploymentAction.Replaced, (await Deployment.Deploy(Request())).Action);
        Assert.Equal(["other", "container0"], Docker.Containers.Select(container => container.Id));
    }

    [Fact]
    public async Task An_engine_that_has_other_bytes_under_the_name_is_refused()
    {
        var request = Request();
        Docker.LoadedId = "sha256:other";
        Assert.Contains("sha256:other", (await Assert.ThrowsAsync<FaultException>(() => Deployment.Deploy(request))).Message);
        Assert.Empty(Docker.Runs);
    }

    [Fact]
    public async Task An_engine_that_names_images_by_manifest_is_understood()
    {
        var request = Request();
        Docker.Image = request.Image.Digest;
        await Deployment.Deploy(request);
        Assert.Equal(0, Docker.Loads);
        Assert.Equal(request.Image.Digest, Docker.Runs[0].Image);
    }

    [Fact]
    public async Task A_container_that_does_not_get_ready_is_shown_and_removed()
    {
        Http.Ready = _ => HttpStatusCode.ServiceUnavailable;
        await Assert.ThrowsAsync<FaultException>(() => Deployment.Deploy(Request()));
        Assert.Contains(Log.Lines, line => line.Contains("log of container0", StringComparison.Ordinal));
        Assert.Empty(Docker.Containers);
        Assert.False(HasRecord);
    }

    [Fact]
    public async Task Undeploy_removes_exactly_the_recorded_container()
    {
        await Deployment.Deploy(Request());
        Docker.Containers.Add(new ContainerState("other", "recsys-other", "sha256:00", true, 0));
        Assert.True(await Deployment.Undeploy(Folder));
        Assert.Equal("other", Assert.Single(Docker.Containers).Id);
        Assert.False(await Deployment.Undeploy(Folder));
    }

    [Fact]
    public async Task Undeploy_without_a_daemon_says_so_and_forgets_nothing()
    {
        await Deployment.Deploy(Request());
        Docker.Available = false;
        Assert.Contains("start the daemon", (await Assert.ThrowsAsync<FaultException>(() => Deployment.Undeploy(Folder))).Message);
        Assert.True(HasRecord);
        Docker.Available = true;
    }
}
