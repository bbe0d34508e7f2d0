using Recsys.Build.Tests.Testing;
using Recsys.Build.Tools;
using Recsys.Steps;
using Xunit;

namespace Recsys.Build.Tests.Steps;

public sealed class ParentProcessTests
{
    [Fact]
    public void The_model_tool_gets_the_variables_that_it_is_called_with()
    {
        var processes = new RecordingProcessRunner();

        new ModelTool(CakeParts.Files, CakeParts.Environment, processes, CakeParts.OnlyTool(Environment.ProcessPath)).Run(
            new ModelToolSettings
            {
                Verb = "train",
                Assembly = "/a.dll",
                Options = [],
                EnvironmentVariables = new Dictionary<string, string> { [ParentProcess.Variable] = "1:2" },
            }
        );

        var variables = processes.Starts.Single().Settings.EnvironmentVariables;
        Assert.Equal("1:2", variables[ParentProcess.Variable]);
        // Threads that wait leave the processor to others; a wait policy from outside is left as it is.
        Assert.Equal(
            Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null ? "PASSIVE" : null,
            variables.TryGetValue("OMP_WAIT_POLICY", out var policy) ? policy : null
        );
    }
}
