using Cake.Core;
using Recsys.Build.Docker;
using Recsys.Build.Machine;

namespace Recsys.Build.Delivery;

/// <summary>Whether a Docker engine answers on this machine.</summary>
public static class EngineFinding
{
    private const string Part = "Docker";

    /// <summary>The engine behind the client on the path.</summary>
    public static DockerEngine Engine(ICakeContext cake) => new(cake);

    /// <param name="engine">Asked.</param>
    /// <param name="target">Says whether it wants one.</param>
    /// <param name="without">What happens where none answers.</param>
    public static Finding Of(IDockerEngine engine, IDeployTarget target, string without) =>
        engine.Available
            ? new(Part, Fitness.Fit, "an engine answers")
            : new(
                Part,
                Fitness.Limited,
                $"no engine answers{without}",
                target.WantsEngine ? "to run the container itself: install and start Docker (Debian: apt-get install docker.io)" : null
            );
}
