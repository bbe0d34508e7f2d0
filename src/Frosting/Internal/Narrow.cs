using Cake.Core;

namespace Cake.Frosting;

/// <summary>From the context the engine hands out to the kind a task or a lifetime asked for.</summary>
internal static class Narrow
{
    public static T To<T>(ICakeContext context)
        where T : ICakeContext
    {
        ArgumentNullException.ThrowIfNull(context);
        return (T)context;
    }
}
