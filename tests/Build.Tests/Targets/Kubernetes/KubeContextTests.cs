using Recsys.Build.Targets.Kubernetes;
using Recsys.Build.Tests.Testing;
using Recsys.Contracts.Faults;
using Recsys.Testing;
using Xunit;

namespace Recsys.Build.Tests.Targets.Kubernetes;

public sealed class KubeContextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_named_context_is_taken_whichever_is_current()
    {
        var cluster = Context(_folder.Write("config", Config("production", "staging"))).Load("staging");
        Assert.Equal("staging", cluster.CurrentContext);
        Assert.Equal("https://staging.example:6443", cluster.Host);
    }

    [Theory]
    [InlineData(null, "deploy.context is not set")]
    [InlineData("", "deploy.context is not set")]
    [InlineData("Staging", "deploy.context is 'Staging'")]
    public void An_unset_or_unknown_context_is_refused_with_the_choice(string? name, string expected)
    {
        var error = Assert.Throws<FaultException>(() => Context(_folder.Write("config", Config("production", "staging"))).Load(name));
        Assert.Contains(expected, error.Message);
        Assert.Contains("Contexts there: production, staging.", error.Message);
    }

    [Fact]
    public void No_kubeconfig_at_all_is_said()
    {
        var error = Assert.Throws<FaultException>(() => Context(_folder.At("missing")).Load("staging"));
        Assert.Contains($"There is none in {_folder.At("missing")}", error.Message);
    }

    [Fact]
    public void Several_files_are_searched_in_order()
    {
        var list = string.Join(
            Path.PathSeparator,
            _folder.At("missing"),
            _folder.Write("a", Config("production")),
            _folder.Write("b", Config("staging"))
        );
        Assert.Equal("https://staging.example:6443", Context(list).Load("staging").Host);
    }

    [Fact]
    public void A_broken_kubeconfig_is_named() =>
        Assert.Contains(
            "broken",
            Assert.Throws<FaultException>(() => Context(_folder.Write("broken", "contexts: [")).Load("staging")).Message
        );

    private static KubeContext Context(string files) => new(CakeParts.EnvironmentWith(("KUBECONFIG", files)));

    private static string Config(params string[] names) => $"""
        apiVersion: v1
        kind: Config
        current-context: {names[0]}
        clusters:
        {string.Join('\n', names.Select(name => $"- name: {name}\n  cluster:\n    server: https://{name}.example:6443"))}
        contexts:
        {string.Join('\n', names.Select(name => $"- name: {name}\n  context:\n    cluster: {name}\n    user: {name}"))}
        users:
        {string.Join('\n', names.Select(name => $"- name: {name}\n  user:\n    token: secret"))}
        """;
}
