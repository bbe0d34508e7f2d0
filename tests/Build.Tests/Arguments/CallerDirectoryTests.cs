using Recsys.Build.Arguments;
using Recsys.Build.Tests.Frosting;
using Recsys.Build.Tests.Testing;
using Recsys.Settings;
using Xunit;

namespace Recsys.Build.Tests.Arguments;

/// <summary>What the caller typed is relative to where the caller is, which a variable says; the default file to the repository.</summary>
[Collection(HostCollection.Name)]
public sealed class CallerDirectoryTests : IDisposable
{
    private const string Variable = "RECSYS_CALLER_DIRECTORY";
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, _before);

    [Theory]
    [InlineData(null, "/repo")]
    [InlineData("", "/repo")]
    [InlineData("/home/caller", "/home/caller")]
    public void Where_the_caller_is(string? value, string folder)
    {
        Environment.SetEnvironmentVariable(Variable, value);
        Assert.Equal(folder, SettingsArguments.CallerDirectory("/repo"));
    }

    [Fact]
    public void A_file_that_was_named_and_the_data_begin_with_the_caller()
    {
        Environment.SetEnvironmentVariable(Variable, "/home/caller");
        var request = SettingsArguments.Request(
            Checkout.Arguments(("settings", "my.json"), ("environment", "test"), ("data", "tables")),
            "/repo"
        );
        Assert.Equal(
            ("my.json", "test", "/home/caller", "/home/caller/tables"),
            (request.File, request.Environment, request.WorkingDirectory, request.Data)
        );
    }

    [Fact]
    public void The_default_file_is_the_repositorys_wherever_the_caller_is()
    {
        Environment.SetEnvironmentVariable(Variable, "/home/caller");
        var request = SettingsArguments.Request(Checkout.Arguments(("Data", "tables")), "/repo");
        Assert.Equal(
            (SettingsRequest.DefaultFile, null, "/repo", "/home/caller/tables"),
            (request.File, request.Environment, request.WorkingDirectory, request.Data)
        );
    }
}
