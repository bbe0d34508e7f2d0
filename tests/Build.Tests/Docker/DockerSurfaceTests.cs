using System.Reflection;
using Cake.Core.Tooling;
using Cake.Docker;
using Xunit;

namespace Recsys.Build.Tests.Docker;

/// <summary>
/// The names and signatures of Cake.Docker that the build uses. The same test holds under the package (UseCakePackages=true), whose
/// surface is larger.
/// </summary>
public sealed class DockerSurfaceTests
{
    [Theory]
    [InlineData("DockerLoad", "Void", "DockerImageLoadSettings settings")]
    [InlineData(
        "DockerRun",
        "String",
        "DockerContainerRunSettings settings, String image, String command, String[] args"
    )]
    [InlineData("DockerLogs", "IEnumerable`1", "DockerContainerLogsSettings settings, String container")]
    [InlineData("DockerStop", "Void", "DockerContainerStopSettings settings, String[] containers")]
    [InlineData("DockerRm", "Void", "DockerContainerRmSettings settings, String[] containers")]
    [InlineData("DockerCustomCommand", "IEnumerable`1", "DockerCustomCommandSettings settings, String command")]
    public void The_aliases_are_those_of_the_package(string alias, string result, string parameters) =>
        Assert.Contains(
            $"{result} {alias}(ICakeContext context, {parameters})",
            typeof(DockerAliases).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(Signature)
        );

    [Theory]
    [InlineData(typeof(DockerImageLoadSettings), "Input:String")]
    [InlineData(typeof(DockerContainerLogsSettings), "Tail:String")]
    [InlineData(typeof(DockerContainerStopSettings), "Time:Int32?")]
    [InlineData(typeof(DockerContainerRmSettings), "Force:Boolean? Volumes:Boolean?")]
    [InlineData(
        typeof(DockerContainerRunSettings),
        "CapDrop:String[] Detach:Boolean? Env:String[] Label:String[] Name:String Publish:String[] ReadOnly:Boolean? "
            + "SecurityOpt:String[] Tmpfs:String[] User:String Volume:String[]"
    )]
    [InlineData(typeof(DockerCustomCommandSettings), "")]
    public void The_settings_are_those_of_the_package(Type settings, string properties)
    {
        Assert.True(settings.IsSealed);
        Assert.Equal((typeof(AutoToolSettings), typeof(ToolSettings)), (settings.BaseType, settings.BaseType!.BaseType));
        var there = settings.GetProperties().Select(property => $"{property.Name}:{Name(property.PropertyType)}");
        Assert.Empty(properties.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(there));
    }

    private static string Signature(MethodInfo method) =>
        $"{method.ReturnType.Name} {method.Name}("
        + string.Join(", ", method.GetParameters().Select(parameter => $"{parameter.ParameterType.Name} {parameter.Name}"))
        + ")";

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } value ? $"{value.Name}?" : type.Name;
}
