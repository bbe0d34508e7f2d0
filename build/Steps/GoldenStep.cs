using Recsys.Build.Arguments;
using Recsys.Build.Run;
using Recsys.Contracts.Faults;

namespace Recsys.Build.Steps;

/// <summary>A first golden file from the shop's best sellers, for review. Never in the place of one that is there.</summary>
public sealed class GoldenStep() : PipelineStep(TaskName)
{
    /// <summary>Name of the step and of its task.</summary>
    public const string TaskName = "Golden";

    private const string DefaultFile = "golden.json";

    public override string Verb => "golden";

    public override void Preflight(BuildContext context) => RequireFree(FileOf(context));

    public void Run(BuildContext context)
    {
        var file = FileOf(context);
        RequireFree(file);
        var figures = context.Model().Call(Verb, [("bundle", context.Layout.Bundle), ("out", file)]);
        context.Say($"{file}: {Count("cases")} cases are proposed, of which {Count("hold")} hold today.");
        context.Say(
            "Review them: remove what nobody would demand, and add what you know. Verify fails a bundle that fails one of them."
                + (
                    context.Settings.Verify.Golden is null
                        ? $" Then name the file in the settings: \"golden\": \"{DefaultFile}\" in verify."
                        : ""
                )
        );

        long Count(string name) => figures.TryGetValue(name, out var count) ? (long)count : 0;
    }

    // Where the settings name it, else beside them.
    private static string FileOf(BuildContext context)
    {
        if (context.Settings.Verify.Golden is { } named) return named;
        var request = SettingsArguments.Request(context.Arguments, context.Root);
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(request.File, request.WorkingDirectory!))!, DefaultFile);
    }

    private static void RequireFree(string file)
    {
        if (File.Exists(file))
            throw new FaultException(
                $"{file} is there already, and a golden file is never overwritten. Remedy: set verify.golden to a file that is not there, "
                    + "for example RECSYS__VERIFY__GOLDEN=golden.proposed.json, and take over what you like."
            );
    }
}
