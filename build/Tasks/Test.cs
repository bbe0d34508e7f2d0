using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Test;
using Cake.Core;
using Cake.Frosting;
using Recsys.Build.Reporting;
using Recsys.Build.Run;
using Recsys.Contracts.Faults;
using Recsys.Steps;

namespace Recsys.Build.Tasks;

/// <summary>Builds everything with warnings as errors and runs every test.</summary>
[TaskName(nameof(Test))]
[TaskDescription("Builds everything with warnings as errors and runs every test.")]
[NeedsNoSettings]
[LeavesArtifacts]
public sealed class Test : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var results = new TestResults(Path.Combine(context.Root, ".build", "tests"));
        results.Clear();
        using var guard = OrphanGuard.Start();
        try
        {
            context.DotNetTest(null, new DotNetTestSettings
            {
                WorkingDirectory = context.Root,
                PathType = DotNetTestPathType.Solution,
                Configuration = "Release",
                ResultsDirectory = results.Folder,
                ArgumentCustomization = arguments => arguments.Append("--report-xunit-trx"),
            });
        }
        catch (CakeException e)
        {
            throw new FaultException(results.Explain(e.Message), e);
        }
    }
}
