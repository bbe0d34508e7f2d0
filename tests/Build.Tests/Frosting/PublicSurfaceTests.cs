using Cake.Core;
using Cake.Frosting;
using Xunit;

namespace Recsys.Build.Tests.Frosting;

/// <summary>The build must compile against the official package as well, so nothing may be public that is not there.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_types_are_those_of_the_official_package() => Assert.Equal(
        [
            "AsyncFrostingTask", "AsyncFrostingTask`1", "CakeHost", "CakeHostExtensions",
            "ContinueOnErrorAttribute", "FrostingContext", "FrostingException", "FrostingLifetime",
            "FrostingLifetime`1", "FrostingSetup", "FrostingSetup`1", "FrostingTask", "FrostingTaskLifetime",
            "FrostingTaskLifetime`1", "FrostingTaskSetup", "FrostingTaskSetup`1", "FrostingTaskTeardown",
            "FrostingTaskTeardown`1", "FrostingTask`1", "FrostingTeardown", "FrostingTeardown`1",
            "IFrostingContext", "IFrostingLifetime", "IFrostingSetup", "IFrostingStartup", "IFrostingTask",
            "IFrostingTaskLifetime", "IFrostingTaskSetup", "IFrostingTaskTeardown", "IFrostingTeardown",
            "IToolInstaller", "IsDependeeOfAttribute", "IsDependentOnAttribute", "ServiceCollectionExtensions",
            "TaskDescriptionAttribute", "TaskNameAttribute",
        ],
        typeof(CakeHost).Assembly.GetExportedTypes().Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void All_of_them_live_in_one_namespace() => Assert.All(
        typeof(CakeHost).Assembly.GetExportedTypes(),
        type => Assert.Equal("Cake.Frosting", type.Namespace));

    [Fact]
    public void The_host_has_a_verb_for_every_setting() => Assert.Equal(
        [
            "InstallTool", "SetToolPath", "UseCakeSetting", "UseContext", "UseLifetime", "UseModule",
            "UsePackageInstaller", "UseSetup", "UseStartup", "UseTaskLifetime", "UseTaskSetup", "UseTaskTeardown",
            "UseTeardown", "UseWorkingDirectory",
        ],
        Methods(typeof(CakeHostExtensions)));

    [Fact]
    public void The_services_have_the_same_verbs_but_two_names() => Assert.Equal(
        Methods(typeof(CakeHostExtensions))
            .Except(["InstallTool", "SetToolPath", "UseStartup"])
            .Concat(["UseTool", "UseToolPath"])
            .Order(StringComparer.Ordinal),
        Methods(typeof(ServiceCollectionExtensions)));

    // A caller may name an argument.
    [Theory]
    [InlineData(typeof(TaskNameAttribute), "name")]
    [InlineData(typeof(TaskDescriptionAttribute), "description")]
    [InlineData(typeof(IsDependentOnAttribute), "type")]
    [InlineData(typeof(IsDependeeOfAttribute), "type")]
    public void Attributes_name_their_parameter_as_the_official_package_does(Type attribute, string parameter) =>
        Assert.Equal([parameter], attribute.GetConstructors().Single().GetParameters().Select(one => one.Name));

    [Theory]
    [InlineData(typeof(ServiceCollectionExtensions), "UseToolPath", "services, toolPath")]
    [InlineData(typeof(ServiceCollectionExtensions), "UseWorkingDirectory", "services, path")]
    [InlineData(typeof(ServiceCollectionExtensions), "UseTool", "services, uri")]
    [InlineData(typeof(ServiceCollectionExtensions), "UseCakeSetting", "services, key, value")]
    [InlineData(typeof(CakeHostExtensions), "SetToolPath", "host, path")]
    [InlineData(typeof(CakeHostExtensions), "InstallTool", "host, uri")]
    public void Verbs_name_their_parameters_as_the_official_package_does(Type verbs, string verb, string parameters) =>
        Assert.Equal(parameters, string.Join(", ", verbs.GetMethod(verb)!.GetParameters().Select(one => one.Name)));

    [Fact]
    public void A_reason_for_skipping_is_part_of_the_interface_only()
    {
        Assert.Empty(((IFrostingTask)new Nothing()).SkippedMessage);
        Assert.Null(typeof(FrostingTask<ICakeContext>).GetProperty("SkippedMessage"));
        Assert.Null(typeof(AsyncFrostingTask<ICakeContext>).GetProperty("SkippedMessage"));
    }

    private static IEnumerable<string> Methods(Type type) => type.GetMethods()
        .Where(method => method.DeclaringType == type)
        .Select(method => method.Name)
        .Order(StringComparer.Ordinal);

    private sealed class Nothing : FrostingTask;
}
