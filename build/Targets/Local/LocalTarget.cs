using Recsys.Build.Arguments;
using Recsys.Build.Delivery;
using Recsys.Build.Machine;
using Recsys.Build.Reporting;
using Recsys.Contracts.Artifacts;
using Recsys.Contracts.Faults;
using Recsys.Settings;
using Recsys.Steps;

namespace Recsys.Build.Targets.Local;

/// <summary>This machine: the image is started, asked two questions, and stopped again.</summary>
public sealed class LocalTarget : IDeployTarget
{
    public string Name => "local";

    public bool IsCluster => false;

    public bool WantsEngine => true;

    public void Preflight(DeployedShop shop) { }

    public void RequireMachine(DeployedShop shop) => RequireFreePorts(shop.Settings.Deploy, DeploymentFile.Read(shop.Layout.Deploy));

    public Task<IReadOnlyList<Finding>> Examine(DeployedShop shop) =>
        Task.FromResult<IReadOnlyList<Finding>>([
            EngineFinding.Of(EngineFinding.Engine(shop.Cake), this, ": Deploy starts the image's server as a process"),
            Ports(shop.Settings.Deploy, () => RequireMachine(shop)),
            new("Cluster", Fitness.Fit, $"none is needed: deploy.target is {Name}"),
        ]);

    public async Task<DeployReport> Deploy(DeployedShop shop, DeployRequest request)
    {
        var (settings, layout, image) = (shop.Settings, shop.Layout, request.Image);
        var questions = SampleQuestions.From(layout);
        using var http = new SocketsHttpHandler();
        var result = await FullDisk.Explained(layout.Deploy, () => Deployment(shop, http).Deploy(new LocalDeploymentRequest
        {
            Name = settings.Name,
            Image = image,
            Override = request.Override,
            User = settings.Image.User,
            History = layout.History,
            Archive = Path.Combine(layout.Image, ImageInfo.ArchiveName),
            Folder = layout.Deploy,
            Deploy = settings.Deploy,
            SampleQuery = questions.Query,
            SampleUser = questions.User,
        }));
        var address = result.Address.ToString().TrimEnd('/');
        List<string> shown =
        [
            .. result.Answers.SelectMany(answer => answer.ToLines(TableText.Width)),
            $"{image.Reference} serves at {address}, as a {result.Record.Kind}. Ask it:",
        ];
        if (questions.User is { } user) shown.Add("  " + ShellText.Post($"{address}/recommend", "user_id", user));
        if (questions.Query is { } query) shown.Add("  " + ShellText.Post($"{address}/search", "query", query));
        return new(shown, $"Stop it: {request.StopCommand}");
    }

    public async Task<string> Undeploy(DeployedShop shop)
    {
        using var http = new SocketsHttpHandler();
        var stopped = await Deployment(shop, http).Undeploy(shop.Layout.Deploy);
        return stopped ? $"{shop.Settings.Name} is stopped." : $"Nothing of {shop.Settings.Name} runs here.";
    }

    /// <summary>Are the server's ports free, or held by this shop's own deployment?</summary>
    /// <param name="deploy">Names the ports.</param>
    /// <param name="require">Throws where one is held.</param>
    public static Finding Ports(DeploySettings deploy, Action require)
    {
        const string part = "Ports";
        try
        {
            require();
            return new(part, Fitness.Fit, $"{deploy.Port} and {deploy.ManagementPort} are free, or this shop's own");
        }
        catch (FaultException e)
        {
            return Finding.Failed(part, e);
        }
    }

    // Ports that this shop's own deployment holds will be its again.
    private static void RequireFreePorts(DeploySettings deploy, DeploymentRecord? running)
    {
        var ports = new PortCheck(new ProcessTable());
        foreach (var (port, setting) in new[] { (deploy.Port, "deploy.port"), (deploy.ManagementPort, "deploy.management_port") })
            if (running is null || (port != running.Port && port != running.ManagementPort)) ports.RequireFree(port, setting);
    }

    private static LocalDeployment Deployment(DeployedShop shop, HttpMessageHandler http) =>
        new(EngineFinding.Engine(shop.Cake), shop.Cake.ProcessRunner, new ProcessTable(), http, shop.Clock, shop.Cake.Log);
}
