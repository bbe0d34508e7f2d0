using Recsys.Model.Commands;
using Xunit;

namespace Recsys.Model.Tests.Support;

/// <summary>The command-line tool, run inside the test.</summary>
internal static class Tool
{
    public static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (Cli.Run(arguments, output, error), output.ToString(), error.ToString());
    }

    /// <summary>Runs a verb that must succeed.</summary>
    public static string Succeed(params string[] arguments)
    {
        var (code, output, error) = Run(arguments);
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    /// <summary>Runs a verb that must end with a fault, and gives its one line.</summary>
    public static string Fail(params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        Assert.Equal(1, code);
        var line = Assert.Single(error.TrimEnd().Split('\n'));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains("Remedy: ", line, StringComparison.Ordinal);
        return line;
    }
}
