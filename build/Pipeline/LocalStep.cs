using Recsys.Build.Docker;
using Recsys.Build.Local;
using Recsys.Contracts.Artifacts;
using Recsys.Steps;

namespace Recsys.Build.Pipeline;

/// <summary>The image on this machine: started, asked two questions, and stopped again.</summary>
public sealed class LocalStep(BuildContext context)
{
    public async Task Start()
    {
        var (image, permit) = VerifiedBundle.RequireImage(context);
        var questions = SampleQuestions.From(context.Layout);
        using var http = new SocketsHttpHandler();
        var result = await FullDisk.Explained(context.Layout.Deploy, () => Deployment(http).Deploy(new LocalDeploymentRequest
        {
            Name = context.Settings.Name,
            Image = image,
            Override = permit.Override,
            User = context.Settings.Image.User,
            History = context.Layout.History,
            Archive = Path.Combine(context.Layout.Image, ImageInfo.ArchiveName),
            Folder = context.Layout.Deploy,
            Deploy = context.Settings.Deploy,
            SampleQuery = questions.Query,
            SampleUser = questions.User,
        }));
        // The bar for the next bundle is the last one that passed, not one that somebody let through.
        if (permit.Override is null) Champion.Keep(context, image.Bundle);
        foreach (var line in result.Answers.SelectMany(answer => answer.ToLines())) context.Say(line);
        var address = result.Address.ToString().TrimEnd('/');
        context.Say($"{image.Reference} serves at {address}, as a {result.Record.Kind}. Ask it:");
        if (questions.User is { } user) context.Say("  " + ShellText.Post($"{address}/recommend", "user_id", user));
        if (questions.Query is { } query) context.Say("  " + ShellText.Post($"{address}/search", "query", query));
        permit.Warn(context.Log);
        context.Say($"Stop it: ./build.sh --target={nameof(Tasks.Undeploy)}{SettingsArguments.ChoosingShop(context.Arguments)}");
    }

    public async Task Stop()
    {
        using var http = new SocketsHttpHandler();
        var stopped = await Deployment(http).Undeploy(context.Layout.Deploy);
        context.Say(stopped ? $"{context.Settings.Name} is stopped." : $"Nothing of {context.Settings.Name} runs here.");
    }

    private LocalDeployment Deployment(HttpMessageHandler http) => new(
        new DockerEngine(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools),
        context.ProcessRunner, new ProcessTable(), http, context.Clock, context.Log);
}
