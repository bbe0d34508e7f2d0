using Cake.Core;
using Cake.Docker;
using Cake.Frosting;

namespace Recsys.Build.Machine;

/// <summary>What runs the tasks: the host of this repository, or the packages of Cake where the build is compiled with them.</summary>
public static class BuildHost
{
    /// <summary>The assemblies in use, with their versions.</summary>
    public static Finding Of() =>
        new("Build host", Fitness.Fit, $"{Name(typeof(CakeHost))} with {Name(typeof(DockerAliases))}, on {Name(typeof(ICakeContext))}");

    private static string Name(Type type)
    {
        var assembly = type.Assembly.GetName();
        return $"{assembly.Name} {assembly.Version!.ToString(3)}";
    }
}
